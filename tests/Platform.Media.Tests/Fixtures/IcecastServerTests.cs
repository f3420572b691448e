using System.Text;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.Media.Tests.Fixtures;

public sealed class IcecastServerTests
{
    [Fact]
    public async Task A_mount_gives_endless_audio_with_titles()
    {
        await using var server = await IcecastServer.StartAsync();
        await using var source = await server.StreamAsync("/programme.mp3", AudioVariant.Programme);
        await source.SetTitleAsync("Somebody - Grüße");

        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("Icy-MetaData", "1");
        using var answer = await client.GetAsync(source.Url, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("audio/mpeg", answer.Content.Headers.ContentType?.MediaType);
        var interval = int.Parse(answer.Headers.GetValues("icy-metaint").Single(), System.Globalization.CultureInfo.InvariantCulture);
        await using var body = await answer.Content.ReadAsStreamAsync();

        // The title comes with one of the first blocks after it was set.
        var title = "";
        for (var i = 0; i < 40 && !title.Contains("Somebody", StringComparison.Ordinal); i++)
        {
            await body.ReadExactlyAsync(new byte[interval]);
            var length = new byte[1];
            await body.ReadExactlyAsync(length);
            var text = new byte[length[0] * 16];
            await body.ReadExactlyAsync(text);
            title = Encoding.UTF8.GetString(text);
        }

        Assert.StartsWith("StreamTitle='Somebody - Grüße';", title, StringComparison.Ordinal);
    }
}
