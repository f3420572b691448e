namespace Platform.StreamHealth.Reference;

/// <summary>One example stream: what is done to the speech, or instead of it.</summary>
/// <param name="Name">Part of its address: <c>/reference/{name}.mp3</c>.</param>
/// <param name="Title">Station name (icy-name).</param>
/// <param name="Description">What a check of it should say.</param>
/// <param name="Filter">ffmpeg audio filter over the speech; null for the speech as it is.</param>
internal sealed record ReferenceProgramme(string Name, string Title, string Description, string? Filter)
{
    public static IReadOnlyList<ReferenceProgramme> All { get; } =
    [
        new("speech", "Reference speech", "Healthy speech in stereo", null),
        new("tone", "Reference tone", "A steady tone of 1 kHz: a test signal left on air", "aeval='0.1*sin(2*PI*1000*t)':c=same"),
        new("silence", "Reference silence", "Connected, but digitally silent", "volume=0"),
        new("gaps", "Reference gaps", "Four seconds of silence in every ten", "volume='if(lt(mod(t,10),6),1,0)':eval=frame"),
        new("clipped", "Reference clipping", "Speech driven far into the limits", "volume=24dB"),
        new("deadchannel", "Reference dead channel", "Nothing on the right channel", "pan=stereo|c0=c0|c1=0*c0"),
        new("antiphase", "Reference antiphase", "The right channel upside down", "pan=stereo|c0=c0|c1=-1*c0"),
    ];

    /// <summary>By name, with or without ".mp3"; null when there is none.</summary>
    public static ReferenceProgramme? Find(string file)
    {
        var name = file.EndsWith(".mp3", StringComparison.OrdinalIgnoreCase) ? file[..^4] : file;
        return All.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
