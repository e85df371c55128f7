namespace Statsctl.Results;

/// <summary><c>statsctl results</c>: brings real results to the system.</summary>
internal static class ResultsCommand
{
    public static Command Create() => new("results", "Apply the results of public sources.")
    {
        ApplyCommand.Create(),
        ClubsCommand.Create(),
    };
}
