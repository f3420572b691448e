using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Reference;

namespace Platform.StreamHealth.Streams;

/// <summary>Adds streams of the built-in generator, so that a newcomer sees a healthy and some failing checks at once.</summary>
internal sealed class AddExampleStreams(CreateStream create, ReferenceStation station, IServer server)
{
    private static readonly (string Programme, string Name)[] Examples =
    [
        ("speech", "Example: healthy speech"),
        ("gaps", "Example: drops out"),
        ("silence", "Example: silent"),
        ("clipped", "Example: clipped"),
    ];

    /// <returns>The streams that were added; none when all were there already.</returns>
    public async Task<Result<StreamView[]>> RunAsync(CancellationToken cancellationToken)
    {
        if (OwnAddress() is not { } address) return Error.Unavailable("examples.no_address", "This node listens on no http address, so it cannot serve the example streams.");

        // Made before their first check, which would find fault with the seconds that takes; once per installation.
        foreach (var (programme, _) in Examples)
        {
            var made = await station.LoopAsync(ReferenceProgramme.Find(programme)!, cancellationToken);
            if (!made.Ok) return made.Error;
        }

        var added = new List<StreamView>();
        foreach (var (programme, name) in Examples)
        {
            var input = new StreamInput { Url = $"{address}{ReferenceEndpoints.Path}{programme}.mp3", Name = name, Tags = ["example"] };
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
