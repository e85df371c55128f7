namespace Statsctl.Results.Sources;

/// <summary>Reads a file of Football.TXT line by line, and keeps the season, rounds, day and time of the lines above.</summary>
internal sealed class TxtReader(string path, SourceOptions options)
{
    private const string TitleRule = "a title with a season, such as = English Premier League 2025/26";

    // Above all levels of headings with "=".
    private const int Marks = 10;

    private readonly OrderedDictionary<(Competition Competition, SeasonYears Years), List<SourceMatch>> _seasons = new();
    private readonly List<(int Level, string Name)> _rounds = [];
    private SeasonYears _years;
    private DateOnly? _day;
    private TimeOnly? _time;
    private TimeSpan? _offset;
    private int _line;
    private int _goalsBegin;
    private int _openParentheses;
    private bool _inLineup;

    /// <summary>Reads the next line.</summary>
    /// <exception cref="UnreadableFileException">It is of no known kind.</exception>
    public void Read(string written)
    {
        _line++;
        var line = TxtLine.WithoutComment(written);
        if (line.Length == 0 || TxtLine.HeadingLevel(line) > 0 || TxtLine.MarkLevel(line) > 0)
            RequireEndOfGoals();
        if (line.Length == 0)
            _inLineup = false;
        else if (_openParentheses > 0)
            _openParentheses += TxtLine.OpenParentheses(line);
        else if (TxtLine.HeadingLevel(line) is > 0 and var level)
            Heading(level, TxtLine.HeadingText(line));
        else if (_seasons.Count == 0)
            throw Expected(TitleRule);
        else if (TxtLine.IsDefinition(line))
            _inLineup = false;
        else if (TxtLine.MarkLevel(line) is > 0 and var marks)
            Round(Marks + marks, TxtLine.MarkText(line));
        else if (TxtLine.IsRound(line))
            Round(Marks + 1, line);
        else
            DayOrMatch(line);
    }

    /// <summary>All seasons, after the last line.</summary>
    /// <exception cref="UnreadableFileException">The file has no season, or ends within parentheses.</exception>
    public List<SourceSeason> End()
    {
        RequireEndOfGoals();
        if (_seasons.Count == 0)
            throw Expected(TitleRule);
        return [.. _seasons.Select(season => new SourceSeason(path, season.Key.Competition, season.Key.Years.Id, season.Value))];
    }

    private void RequireEndOfGoals()
    {
        if (_openParentheses > 0)
            throw new UnreadableFileException(path, _goalsBegin, "expected ) after the goals");
    }

    private void Heading(int level, string text)
    {
        if (level > 1)
        {
            Round(level, text);
            return;
        }
        var title = SeasonTitle.Parse(text) ?? throw Expected($"{TitleRule}, found '{text}'");
        if (options.Season is { } given && given != title.Years.Id)
            throw Expected($"a season {given}, the given --season, found {title.Years.Id}");
        var competition = KnownLeagues.OfTitle(title.Competition)?.Competition ?? TxtCompetition.Of(path, title.Competition)
            ?? throw Expected($"a title with Latin letters or digits, found '{text}'");
        (_years, _day, _time, _offset, _inLineup) = (title.Years, null, null, null, false);
        _rounds.Clear();
        // The last season is the current one; a file may return to an earlier one.
        var key = (competition, title.Years);
        var matches = _seasons.GetValueOrDefault(key) ?? new List<SourceMatch>();
        _seasons.Remove(key);
        _seasons.Add(key, matches);
    }

    private void Round(int level, string name)
    {
        _inLineup = false;
        _rounds.RemoveAll(round => round.Level >= level);
        _rounds.Add((level, name));
    }

    private void DayOrMatch(string line)
    {
        var text = line;
        if (TxtDay.In(text) is { Success: true } day)
        {
            if (TxtDay.Resolve(day, _years, _day, out var date) is { } problem)
                throw Expected(problem);
            (_day, _time, _offset) = (date, null, null);
            text = text[day.Length..].TrimStart();
        }
        text = TxtLine.WithoutNumber(text);
        if (TxtTime.TryCut(ref text, out var time, out var offset))
            (_time, _offset) = (time ?? throw Expected($"a time such as 20:45, found '{line}'"), offset);
        text = TxtLine.WithoutGround(text);

        var isPlain = text.Length == line.Length;
        _inLineup &= isPlain && !TxtMatch.IsLikely(text);
        if (text.Length == 0 || _inLineup || (isPlain && TxtLine.IsBye(text)))
            return;
        if (isPlain && text[0] == '(')
            (_goalsBegin, _openParentheses) = (_line, Math.Max(0, TxtLine.OpenParentheses(text)));
        else if (isPlain && TxtLine.IsLineup(text))
            _inLineup = true;
        else
            Match(text);
    }

    private void Match(string text)
    {
        var match = TxtMatch.Read(text, Expected);
        var day = _day ?? throw Expected($"{TxtDay.Rule} above the first match");
        var round = _rounds.Count == 0 ? null : string.Join(", ", _rounds.Select(each => each.Name));
        _seasons.GetAt(_seasons.Count - 1).Value.Add(new SourceMatch(
            $"{path}:{_line}", round, match.Home, match.Away, new LocalKickoff(day, _time, _offset), match.Score, match.Status));
    }

    private UnreadableFileException Expected(string what) => new(path, _line, $"expected {what}");
}
