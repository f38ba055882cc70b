import { parentPort, workerData } from "node:worker_threads";
import { runJob } from "./job.ts";

parentPort?.postMessage(runJob(workerData));
