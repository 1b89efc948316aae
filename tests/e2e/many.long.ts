import { test } from "./clinic";
import { takeInMany } from "./manyFiles";

test("500 files, 50 of them bad: the good ones are taken in, the others listed", async ({
  clinic,
}) => {
  test.setTimeout(600_000);
  await takeInMany(clinic, { bad: 50, goodForEachBad: 9 });
});
