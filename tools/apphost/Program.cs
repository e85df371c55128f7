using AppHost;
using Statsctl;

return await CommandLine.RunAsync(DashboardCommand.Create(), args);
