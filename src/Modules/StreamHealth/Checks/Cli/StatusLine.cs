using System.Globalization;
using Platform.Kernel.CommandLine;

namespace Platform.StreamHealth.Checks.Cli;

/// <summary>A line on a terminal's stderr that says what is being done and for how long; gone when it is done.</summary>
internal sealed class StatusLine : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private readonly TextWriter _errors;
    private readonly string _text;
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly ITimer? _timer;

    public StatusLine(TextWriter errors, string text)
    {
        (_errors, _text) = (errors, text);
        if (Terminal.CanRewrite(errors)) _timer = TimeProvider.System.CreateTimer(_ => Show(), null, Step, Step);
    }

    public void Dispose()
    {
        if (_timer is null) return;
        _timer.Dispose();
        lock (_errors) _errors.Write("\r\u001b[K");
    }

    private void Show()
    {
        lock (_errors) _errors.Write(string.Create(CultureInfo.InvariantCulture, $"\r\u001b[K{_text} … {TimeProvider.System.GetElapsedTime(_start).TotalSeconds:0} s"));
    }
}
