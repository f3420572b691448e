using System.Globalization;
using Platform.Kernel.CommandLine;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Cli.Batch;

/// <summary>How far a batch is, on a terminal's stderr; elsewhere nothing is written.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Width = 30;
    private readonly TextWriter _errors;
    private readonly int _total;
    private readonly bool _shown;
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private int _done;
    private int _failing;

    public ProgressBar(TextWriter errors, int total)
        : this(errors, total, Terminal.CanRewrite(errors))
    {
    }

    internal ProgressBar(TextWriter errors, int total, bool shown)
    {
        (_errors, _total, _shown) = (errors, total, shown);
        Show();
    }

    public void Report(BatchEntry entry)
    {
        _done++;
        if (entry.Checked?.Report.Verdict.State is null or VerdictState.Failing) _failing++;
        Show();
    }

    public void Dispose()
    {
        if (_shown) _errors.Write("\r\u001b[K");
    }

    private void Show()
    {
        if (!_shown) return;
        var full = _total == 0 ? Width : Width * _done / _total;
        var failing = _failing > 0 ? string.Create(CultureInfo.InvariantCulture, $", {_failing} failing") : "";
        _errors.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"\r\u001b[K[{new string('#', full)}{new string('-', Width - full)}] {_done}/{_total}{failing}, {TimeProvider.System.GetElapsedTime(_start):mm\\:ss}"));
    }
}
