using System.Net;
using Platform.Media.Pcm;
using Platform.Transcription.Tests.Support;

namespace Platform.Transcription.Tests.Waveforms;

/// <summary>The picture of a recording.</summary>
public sealed class WaveformTests
{
    [Fact]
    public async Task Peaks_follow_the_sound_over_its_whole_length()
    {
        await using var app = await TranscriptionApp.StartAsync(settings: new() { ["Scheduling:Lanes:Speech"] = "0" });
        var path = Path.Combine(app.Folder, "half.wav");
        var clip = new WavClip(1 << 20);
        clip.Start(new PcmFormat(16_000, 1));
        clip.Write([.. Enumerable.Range(0, 32_000).Select(i => i < 16_000 ? 0 : 0.5f * MathF.Sin(i * 0.3f))]);
        await File.WriteAllBytesAsync(path, clip.ToFile()!);
        var id = (await app.SubmitAsync(path, ("preset", "draft-en"))).GetProperty("id").GetString();

        var waveform = await app.GetJsonAsync($"/api/v1/transcriptions/{id}/waveform");
        Assert.Equal(2, waveform.GetProperty("seconds").GetDouble(), 2);
        var peaks = waveform.GetProperty("peaks").EnumerateArray().Select(p => p.GetInt32()).ToArray();
        Assert.Equal(40, peaks.Length);
        Assert.All(peaks[..19], p => Assert.Equal(0, p));
        Assert.All(peaks[21..], p => Assert.InRange(p, 115, 135));
    }

    [Fact]
    public async Task What_is_not_there_has_no_picture()
    {
        await using var app = await TranscriptionApp.StartAsync();
        using var answer = await app.Client.GetAsync(new Uri($"/api/v1/transcriptions/{Guid.NewGuid()}/waveform", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
