using System.Globalization;
using Platform.Console;
using Platform.Kernel.Text;

namespace Platform.Transcription.Queue.Pages;

/// <summary>How a transcription's state is put on the screen.</summary>
internal static class TranscriptionWords
{
    public static StateLevel Level(this TranscriptionView item) => item.State switch
    {
        TranscriptionState.Running => StateLevel.Running,
        TranscriptionState.Completed => StateLevel.Ok,
        TranscriptionState.Failed => StateLevel.Error,
        TranscriptionState.Queued => StateLevel.Info,
        _ => StateLevel.Off,
    };

    public static string StateText(this TranscriptionView item) => item switch
    {
        { State: TranscriptionState.Queued, Input: InputState.Fetching } => "Downloading",
        { State: TranscriptionState.Queued } => "Waiting",
        _ => item.State.ToString(),
    };

    /// <summary>Null where a bar says nothing.</summary>
    public static double? Bar(this TranscriptionView item) =>
        item.State is TranscriptionState.Running || (item.State != TranscriptionState.Completed && item.Progress > 0) ? item.Progress : null;

    /// <summary>Whatever waits says for what; whatever failed says why.</summary>
    public static string? Detail(this TranscriptionView item) => item.State switch
    {
        TranscriptionState.Running => string.Join(", ", new[] { item.Phase, Pace(item.Speed), Left(item.EtaSeconds), item.Reason }.OfType<string>()),
        TranscriptionState.Queued => item.Reason,
        TranscriptionState.Failed => item.Error,
        _ => null,
    };

    private static string? Pace(double? speed) => speed is > 0 ? string.Create(CultureInfo.InvariantCulture, $"{speed:0.0} times real time") : null;

    private static string? Left(double? seconds) => seconds is { } left ? $"{Spans.Text(TimeSpan.FromSeconds(Math.Max(1, Math.Round(left))))} left" : null;
}
