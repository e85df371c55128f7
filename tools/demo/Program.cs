using Demo;
using Statsctl;

var demo = DemoCommand.Create();

return await CommandLine.RunAsync(demo, args);
