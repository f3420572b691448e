using System.Globalization;
using System.Text;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Ads;

/// <summary>
/// A stream whose in-band title changes at given places of the programme. It is sent as fast as it is taken, a burst of any
/// length, so that half a minute of programme takes no time.
/// </summary>
internal static class TitledServer
{
    public const int BytesPerSecond = 16_000;
    private const int MetaInt = 4_000;

    public static async Task<Uri> AddAsync(BadHttpServer server, string headers, int seconds, params (double At, string Title)[] titles)
    {
        var audio = await TestAudio.BytesAsync(AudioVariant.Programme);
        var head = Encoding.UTF8.GetBytes($"HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\nicy-name: Test\r\n{headers}icy-metaint: {MetaInt.ToString(CultureInfo.InvariantCulture)}\r\n\r\n");
        return server.Add($"/{Guid.NewGuid():N}.mp3", async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(head, cancellationToken);
            string? sent = null;
            for (var at = 0; at < seconds * BytesPerSecond; at += MetaInt)
            {
                await stream.WriteAsync(audio.AsMemory(at % (audio.Length - MetaInt), MetaInt), cancellationToken);
                var title = titles.Last(t => t.At * BytesPerSecond <= at + MetaInt).Title;
                await stream.WriteAsync(title == sent ? new byte[1] : Block(title), cancellationToken);
                sent = title;
            }

            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
    }

    private static byte[] Block(string title)
    {
        var text = Encoding.UTF8.GetBytes($"StreamTitle='{title}';");
        var block = new byte[1 + ((text.Length + 15) / 16 * 16)];
        block[0] = (byte)(block.Length / 16);
        text.CopyTo(block, 1);
        return block;
    }
}
