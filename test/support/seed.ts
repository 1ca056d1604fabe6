import fc from "fast-check";

/** Properties are tried on the same cases each time, so that a failure is there again on the next run. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_121 });
