using ServiceDefaults;
using StatsWeb;
using StatsWeb.Api;
using StatsWeb.Live;
using StatsWeb.Operations;
using StatsWeb.Site;
using StatsWeb.Updates;

// Started from another folder, it still finds its files.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

// Most requests are similar, so few are traced.
builder.AddServiceDefaults(tracedShare: 0.01);
builder.WebHost.UseStaticWebAssets();
builder.AddApi();
builder.AddUpdates();
builder.AddOperations();
builder.AddScoreboard();
builder.AddPages();

var app = builder.Build();

app.UseSecurityHeaders();
app.UseResponseCompression();
app.UsePageResponses();
app.UseOperationsPassword();
app.UseAntiforgery();
app.MapHealth();
app.MapStaticAssets();
app.MapTheme();
app.MapUpdates();
app.MapRazorComponents<App>();

await app.RunServiceAsync();
