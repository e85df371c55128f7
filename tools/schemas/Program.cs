using System.CommandLine;
using Schemas;

var contracts = new Argument<DirectoryInfo>("contracts")
{
    Description = "The folder to write to.",
    DefaultValueFactory = _ => new DirectoryInfo("contracts"),
};
var breaks = new Option<bool>("--breaks") { Description = "Write the files even if the changes break feeds or listeners." };
var root = new RootCommand("Writes the JSON Schemas and the AsyncAPI document of the messages.") { contracts.AcceptExistingOnly(), breaks };
root.SetAction(async (given, ct) =>
{
    var folder = given.GetRequiredValue(contracts).FullName;
    var files = ContractFile.All(folder);
    var broken = files.SelectMany(file => file.BreaksIn(folder)).ToArray();
    foreach (var one in broken)
        await Console.Error.WriteLineAsync(one);
    if (broken.Length > 0 && !given.GetValue(breaks))
    {
        await Console.Error.WriteLineAsync(
            "schemas: nothing was written, because it breaks feeds or listeners: "
                + "give --breaks if that is intended, and say so in the commit");
        return 1;
    }
    foreach (var file in files)
        await File.WriteAllTextAsync(Path.Combine(folder, file.Path), file.Text, ct);
    return 0;
});
return await root.Parse(args).InvokeAsync();
