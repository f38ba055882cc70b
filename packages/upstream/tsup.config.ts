import { lib } from "@scylla-tooling/config/tsup";

export default lib();
