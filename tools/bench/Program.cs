using Bench.Api;
using Bench.Cache;
using Bench.Feed;
using Bench.Store;
using Bench.Telemetry;
using Statsctl;

var root = new RootCommand("Measures Stats against its targets for speed. Every figure is a ratio to a baseline of the same run.")
{
    ApiSuite.Create(),
    CacheSuite.Create(),
    FeedSuite.Create(),
    StoreSuite.Create(),
    TelemetrySuite.Create(),
};

return await CommandLine.RunAsync(root, args);
