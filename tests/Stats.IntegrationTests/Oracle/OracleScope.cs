using Stats.Contracts;

namespace Stats.IntegrationTests.Oracle;

/// <summary>The filters that select the matches of a table.</summary>
internal sealed record OracleScope(
    string? Season = null, string? Competition = null, string? Club = null, bool? IsHome = null, DateOnly? From = null, DateOnly? To = null)
{
    public bool Holds(MatchCompleted match)
    {
        var day = DateOnly.FromDateTime(match.Kickoff.UtcDateTime);
        return (Season is null || match.Season == Season)
            && (Competition is null || match.Competition.Id == Competition)
            && (Club is null
                || (IsHome != false && match.HomeClub.Id == Club)
                || (IsHome != true && match.AwayClub.Id == Club))
            && (From is null || day >= From)
            && (To is null || day <= To);
    }

    /// <summary>The filters as a query string.</summary>
    public string Query(bool withCompetition = true, bool withClub = true) => string.Concat(
        Season is null ? "" : $"&season={Season}",
        Competition is null || !withCompetition ? "" : $"&competition={Competition}",
        Club is null || !withClub ? "" : $"&club={Club}",
        IsHome is null ? "" : IsHome == true ? "&isHome=true" : "&isHome=false",
        From is null ? "" : $"&dateFrom={From:yyyy-MM-dd}",
        To is null ? "" : $"&dateTo={To:yyyy-MM-dd}");
}
