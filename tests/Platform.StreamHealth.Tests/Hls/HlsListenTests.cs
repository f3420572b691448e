using System.Net;
using Platform.StreamHealth.Checks.Formats;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Streams;
using Platform.StreamHealth.Tests.Monitoring;
using Platform.Testing.Audio;

namespace Platform.StreamHealth.Tests.Hls;

/// <summary>HLS through the console: the browser gets plain frames.</summary>
public sealed class HlsListenTests
{
    [Theory]
    [InlineData(HlsPackaging.TransportStream, "audio/aac", "ADTS")]
    [InlineData(HlsPackaging.FragmentedMp4, "audio/mp4", "MP4")]
    public async Task The_segments_of_hls_are_one_body_for_the_browser(HlsPackaging packaging, string type, string container)
    {
        await using var app = await MonitorApp.StartAsync();
        await using var server = await HlsServer.StartAsync(packaging);
        var stream = await app.Get<CreateStream>().RunAsync(new StreamInput { Url = server.OnDemand.ToString(), Enabled = false }, CancellationToken.None);
        using var answer = await app.Client.GetAsync($"/api/v1/streams/{stream.Value.Id}/audio");

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var heard = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(container, FormatSniffer.Sniff(heard, null)!.Audio.Container);
        if (container == "ADTS") Assert.Equal(11.9, AdtsAudio.Seconds(heard)!.Value, 0.2);
    }
}
