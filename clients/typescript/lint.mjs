// Lints the description of the API, and that of the broker; every finding counts.
import { createConfig, formatProblems, getTotals, lint } from "@redocly/openapi-core";

const config = await createConfig({ extends: ["recommended"] });
// The linter's AsyncAPI knows an older JSON Schema than the one that the messages are described in.
const foreign = ({ ruleId, message }) => ruleId === "struct" && message.includes("Property `$defs` is not expected here");
for (const description of ["openapi/v1.json", "asyncapi.json"]) {
  const problems = (await lint({ ref: `../../contracts/${description}`, config })).filter((problem) => !foreign(problem));
  formatProblems(problems, { format: "stylish", totals: getTotals(problems) });
  if (problems.length > 0) process.exitCode = 1;
}
