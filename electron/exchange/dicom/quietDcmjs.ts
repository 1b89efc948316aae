import dcmjs from "dcmjs";

// It would write to the console, names of patients that it shortens among them.
dcmjs.log.setLevel("silent");
dcmjs.log.getLogger("validation.dcmjs").setLevel("silent");

export { dcmjs };
