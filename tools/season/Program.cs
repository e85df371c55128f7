using System.CommandLine;
using Season.Demo;
using Season.Replay;

var root = new RootCommand("Replays real seasons of football, with predictions by built-in forecasters.")
{
    DemoCommand.Create(),
    ReplayCommand.Create(),
};

return await CommandLine.RunAsync(root, args);
