using Platform.Speech;

namespace Platform.Transcription.Tests.OpenAi;

/// <summary>Two sentences, with the letters and the figures that give writers trouble.</summary>
internal static class Said
{
    public static readonly TranscriptSegment First = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5), "Tere õhtust.")
    {
        AverageLogProbability = -0.25,
        NoSpeechProbability = 0.125,
        Words = [new("Tere", TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.9), 0.9), new("õhtust.", TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(1.5), 0.5)],
    };

    public static readonly TranscriptSegment Second = new(TimeSpan.FromSeconds(3661.25), TimeSpan.FromSeconds(3662), "Kuulame.")
    {
        Words = [new("Kuulame.", TimeSpan.FromSeconds(3661.25), TimeSpan.FromSeconds(3662), null)],
    };

    public static ScriptedEngine Engine() => new(First, Second);
}
