import {
  DASHBOARD_FILTERS,
  type DashboardNumber,
  type DashboardNumbers,
} from "../contract/dashboard";
import { startOfDay } from "../domain/calendarDay";
import { createPractice, type PracticeOptions } from "../workflows/practice";
import type { HandlersOf } from "./handlers";

export type DashboardHandlerOptions = PracticeOptions;

export function dashboardHandlers(options: DashboardHandlerOptions): HandlersOf<"dashboard"> {
  const { store, now } = options;
  const count = (number: DashboardNumber): number =>
    store.worklist.count(DASHBOARD_FILTERS[number], startOfDay(now()));
  return {
    "dashboard.numbers": (): DashboardNumbers => ({
      urgentToday: count("urgentToday"),
      unconfirmed: count("unconfirmed"),
      awaitingHistology: count("awaitingHistology"),
      disagreement: count("disagreement"),
      unassigned: count("unassigned"),
    }),
    "dashboard.practice": createPractice(options),
  };
}
