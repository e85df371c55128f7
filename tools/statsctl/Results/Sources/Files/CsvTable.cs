using System.Text;
using CsvHelper;

namespace Statsctl.Results.Sources;

/// <summary>
/// A CSV file with a header, read row by row: comma, RFC 4180 quotes, <c>#</c> begins a comment line, empty lines are skipped,
/// columns in any order. A strict table has the given columns alone, and as many fields in each row. A loose one may have other
/// columns, empty rows, empty fields behind the last column, and shorter rows.
/// </summary>
internal sealed class CsvTable : IDisposable
{
    private static readonly CsvReaderOptions Dialect = new()
    {
        Separator = ',',
        CommentPrefix = '#',
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Allow,
    };

    private readonly string _path;
    private readonly CsvReader _csv;
    private readonly bool _isStrict;
    private readonly int _length;

    private CsvTable(string path, byte[] utf8, bool isStrict) =>
        (_path, _csv, _isStrict, _length) = (path, CsvReader.Create(utf8, Dialect), isStrict, utf8.Length);

    /// <summary>The row's line in the file, from 1.</summary>
    public int Line => (int)_csv.LineNumber;

    /// <summary>The row's place, for messages: <c>en.1.csv:17</c>.</summary>
    public string Where => $"{_path}:{Line}";

    /// <summary>Opens a strict table.</summary>
    /// <exception cref="UnreadableFileException">A required column is missing, or a column is unknown.</exception>
    public static CsvTable Open(string path, byte[] utf8, string[] required, params string[] optional)
    {
        var header = Header(path, utf8);
        var wrong = header.Length == 0 ? "nothing"
            : required.Except(header).FirstOrDefault() is { } missing ? $"no column '{missing}'"
            : header.Except(required).Except(optional).FirstOrDefault() is { } unknown ? $"the column '{unknown}'"
            : header.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice ? $"the column '{twice.Key}' twice"
            : null;
        var also = optional.Length == 0 ? "" : $" (also {string.Join(", ", optional)})";
        return wrong is null
            ? new CsvTable(path, utf8, isStrict: true)
            : throw new UnreadableFileException(
                path, HeaderLine(utf8), $"expected the header {string.Join(',', required)}{also}, found {wrong}");
    }

    /// <summary>Opens a loose table, whose required columns the caller has found in <see cref="Header"/>.</summary>
    public static CsvTable OpenLoose(string path, byte[] utf8) => new(path, utf8, isStrict: false);

    /// <summary>The names in a file's header, in lower case; empty if it has none.</summary>
    public static string[] Header(string path, byte[] utf8)
    {
        using var csv = CsvReader.Create(utf8, Dialect);
        try
        {
            csv.ReadHeader();
            return [.. csv.Headers.Select(name => name.Trim().ToLowerInvariant())];
        }
        catch (CsvFormatException problem)
        {
            throw Malformed(path, problem);
        }
    }

    /// <summary>The text after <c># key:</c> in a comment line above the header; null if there is none.</summary>
    public static string? Comment(byte[] utf8, string key) => AboveHeader(utf8)
        .Where(line => line.StartsWith('#'))
        .Select(line => line[1..].Split(':', 2, StringSplitOptions.TrimEntries))
        .FirstOrDefault(parts => parts.Length == 2 && parts[1].Length > 0 && parts[0].Equals(key, StringComparison.OrdinalIgnoreCase))?[1];

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="UnreadableFileException">The row doesn't match the header.</exception>
    public bool Next()
    {
        while (Read())
        {
            if (_isStrict && _csv.FieldCount != _csv.Headers.Count)
                throw Expected($"{_csv.Headers.Count} columns as in the header, found {_csv.FieldCount}");
            if (_isStrict || !IsEmptyFrom(0))
            {
                RequireWhole();
                return true;
            }
        }
        return false;
    }

    /// <summary>A column's text in this row; empty if the file has no such column, or the row ends before it.</summary>
    public string this[string column] =>
        _csv.TryGetFieldIndex(column, out var index) && index < _csv.FieldCount ? _csv.GetString(index) : "";

    /// <summary>A column's number of goals in this row.</summary>
    public int Goals(string column) =>
        int.TryParse(this[column], NumberStyles.None, CultureInfo.InvariantCulture, out var goals) && goals <= 99
            ? goals
            : throw Expected("a number from 0 to 99", column);

    /// <summary>The error for an unexpected row, or an unexpected value of one of its columns.</summary>
    public UnreadableFileException Expected(string what, string? column = null) =>
        new(_path, Line, column is null ? $"expected {what}" : $"expected {what}, found '{this[column]}'", column);

    public void Dispose() => _csv.Dispose();

    private bool Read()
    {
        try
        {
            return _csv.Read();
        }
        catch (CsvFormatException problem)
        {
            throw Malformed(_path, problem);
        }
    }

    private bool IsEmptyFrom(int index)
    {
        while (index < _csv.FieldCount && _csv.IsEmpty(index))
            index++;
        return index >= _csv.FieldCount;
    }

    // A short last line without a line break is the place where a download ended.
    private void RequireWhole()
    {
        if (!IsEmptyFrom(_csv.Headers.Count))
            throw Expected($"at most {_csv.Headers.Count} columns as in the header, found {_csv.FieldCount}");
        if (_csv.FieldCount < _csv.Headers.Count && _csv.ByteOffset + _csv.RawRecord.Length >= _length)
            throw Expected($"{_csv.Headers.Count} columns in the last line, found {_csv.FieldCount}: the file is cut off");
    }

    private static UnreadableFileException Malformed(string path, CsvFormatException problem) => new(
        path, (int)problem.LineNumber, "expected quotes around a whole field, doubled inside it, and closed");

    // The last line in a file without a header.
    private static int HeaderLine(byte[] utf8) => Math.Min(AboveHeader(utf8).Count() + 1, utf8.AsSpan().Count((byte)'\n') + 1);

    private static IEnumerable<string> AboveHeader(byte[] utf8) => Encoding.UTF8.GetString(utf8).Split('\n')
        .Select(line => line.Trim()).TakeWhile(line => line.Length == 0 || line.StartsWith('#'));
}
