using System.Globalization;
using Platform.Kernel.CommandLine;
using Platform.Speech;

namespace Platform.Transcription.Cli;

/// <summary>How far a run is: a bar on a terminal's stderr; elsewhere a line a minute, so that a log shows that it lives.</summary>
internal sealed class RunProgress(TextWriter errors, int files, TimeProvider clock) : IDisposable
{
    private const int Width = 24;
    private static readonly TimeSpan Rarely = TimeSpan.FromSeconds(60), Often = TimeSpan.FromSeconds(0.25);
    private readonly bool _bar = Terminal.CanRewrite(errors);
    private string _name = "";
    private int _number;
    private long _start;
    private long _shown;

    public void Begin(string name)
    {
        (_name, _start, _shown) = (name, clock.GetTimestamp(), clock.GetTimestamp());
        _number++;
        if (_bar) Show(0, null);
    }

    public void Report(SpeechEvent.Progress progress)
    {
        if (clock.GetElapsedTime(_shown) < (_bar ? Often : Rarely)) return;
        _shown = clock.GetTimestamp();
        Show(progress.Total is { } total && total > TimeSpan.Zero ? Math.Clamp(progress.At / total, 0, 1) : null, progress);
    }

    /// <summary>Takes the bar away before something else is printed.</summary>
    public void Clear()
    {
        if (_bar) errors.Write("\r\u001b[K");
    }

    public void Dispose() => Clear();

    private void Show(double? fraction, SpeechEvent.Progress? progress)
    {
        var took = clock.GetElapsedTime(_start);
        var speed = progress is not null && took > TimeSpan.Zero ? progress.At / took : 0;
        var left = fraction is > 0.01 ? took * ((1 - fraction.Value) / fraction.Value) : (TimeSpan?)null;
        var full = (int)(Width * (fraction ?? 0));
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"[{new string('#', full)}{new string('-', Width - full)}] {_number}/{files} {_name} {(fraction is { } f ? $"{f:P0}" : Clock(progress?.At))}{(speed > 0 ? $", {speed.ToString("0.0", CultureInfo.InvariantCulture)} x real time" : "")}{(left is { } l ? $", {Clock(l)} left" : "")}");
        if (_bar) errors.Write("\r\u001b[K" + text);
        else errors.WriteLine(text);
    }

    private static string Clock(TimeSpan? time) => (time ?? TimeSpan.Zero).ToString(time >= TimeSpan.FromHours(1) ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
