using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Streams;

/// <summary>Adds streams of the built-in generator, so that a newcomer sees a healthy and some failing checks at once.</summary>
internal sealed class AddExampleStreams(CreateStream create, IServer server)
{
    private static readonly (string Path, string Name)[] Examples =
    [
        ("speech.mp3", "Example: healthy speech"),
        ("gaps.mp3", "Example: drops out"),
        ("silence.mp3", "Example: silent"),
        ("clipped.mp3", "Example: clipped"),
    ];

    /// <returns>The streams that were added; none when all were there already.</returns>
    public async Task<Result<StreamView[]>> RunAsync(CancellationToken cancellationToken)
    {
        if (OwnAddress() is not { } address) return Error.Unavailable("examples.no_address", "This node listens on no http address, so it cannot serve the example streams.");
        var added = new List<StreamView>();
        foreach (var (path, name) in Examples)
        {
            var input = new StreamInput { Url = $"{address}/reference/{path}", Name = name, Tags = ["example"] };
            var created = await create.RunAsync(input, cancellationToken);
            if (created.Ok) added.Add(created.Value);
            else if (created.Error.Code != "stream.exists") return created.Error;
        }

        return added.ToArray();
    }

    private string? OwnAddress()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var http = addresses.FirstOrDefault(a => a.StartsWith("http://", StringComparison.OrdinalIgnoreCase));
        return http?.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal).TrimEnd('/');
    }
}
