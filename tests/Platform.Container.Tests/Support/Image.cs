namespace Platform.Container.Tests.Support;

/// <summary>The image, built once for all tests by the ordinary command.</summary>
public sealed class Image : IAsyncLifetime
{
    public const string Collection = "image";

    /// <summary>What Dockerfile names, and the release after it, which the same file builds on.</summary>
    private static readonly string[] Bases = ["debian:bookworm-slim", "debian:trixie-slim"];

    /// <summary>An image that was built before, such as the one to be published; without it one is built.</summary>
    private static readonly string? Given = Environment.GetEnvironmentVariable("CONTAINER_TEST_IMAGE");

    public string Tag { get; } = Given ?? $"mediaops-platform:test-{EngineFactDiscoverer.Architecture}";

    /// <summary>How long the build took, and on which base.</summary>
    public string Built { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (Docker.WhyNot is null && Given is null) Built = await BuildAsync(Tag);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public static async Task<string> BuildAsync(string tag, params string[] arguments)
    {
        // Where base images have other names: CONTAINER_TEST_BUILD_ARGS="--build-arg DEBIAN=... --build-arg DOTNET_RUNTIME=..."
        string[] given = [.. (Environment.GetEnvironmentVariable("CONTAINER_TEST_BUILD_ARGS") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        string[] bases = given.Length > 0 ? given : ["--build-arg", $"DEBIAN={await FirstAsync(Bases)}"];
        var clock = System.Diagnostics.Stopwatch.StartNew();
        (await Docker.LongAsync(
            ["build", "--progress", "plain", "--platform", $"linux/{EngineFactDiscoverer.Architecture}", .. bases, .. arguments, "-t", tag, "."])).Succeeded();
        return $"{tag} in {clock.Elapsed.TotalSeconds:0} s ({string.Join(' ', bases)})";
    }

    private static async Task<string> FirstAsync(string[] images)
    {
        foreach (var image in images)
        {
            if (await Docker.HasAsync(image)) return image;
        }

        throw new InvalidOperationException($"None of the base images can be had: {string.Join(", ", images)}");
    }
}

[CollectionDefinition(Image.Collection, DisableParallelization = true)]
public sealed class ImageCollection : ICollectionFixture<Image>;
