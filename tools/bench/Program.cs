using Bench.Api;
using Bench.Cache;
using Bench.Feed;
using Bench.Freshness;
using Bench.Peers;
using Bench.Scale;
using Bench.Store;
using Bench.Telemetry;
using Bench.Web;
using Statsctl;

var root = new RootCommand("Measures Stats against its targets for speed. Most figures are ratios to a baseline of the same run.")
{
    ApiSuite.Create(),
    CacheSuite.Create(),
    FeedSuite.Create(),
    FreshnessSuite.Create(),
    PeerSuite.Create(),
    ScaleSuite.Create(),
    StoreSuite.Create(),
    TelemetrySuite.Create(),
    WebSuite.Create(),
};

return await CommandLine.RunAsync(root, args);
