using System.ComponentModel;
using System.Globalization;

namespace Platform.Container.Tests.Support;

/// <summary>The docker command line. Which engine it speaks to is the caller's: DOCKER_HOST, a context, or the default socket.</summary>
internal static class Docker
{
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(40);
    private static readonly Lazy<string?> Unavailable = new(() => AskAsync().GetAwaiter().GetResult());

    /// <summary>Why there is no engine to test on; null when there is one.</summary>
    public static string? WhyNot => Unavailable.Value;

    public static Task<Outcome> RunAsync(params IEnumerable<string> arguments) => Program.RunAsync("docker", arguments, Short);

    /// <summary>For what may take long: builds, pulls, a stack that starts.</summary>
    public static Task<Outcome> LongAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        Program.RunAsync("docker", arguments, Long, environment);

    public static async Task<string> ReadAsync(params IEnumerable<string> arguments) => (await RunAsync(arguments)).Succeeded().Text;

    /// <summary>Whether the image is there, or can be had.</summary>
    public static async Task<bool> HasAsync(string image) =>
        (await RunAsync("image", "inspect", "--format", "{{.Id}}", image)).Code == 0
        || (await Program.RunAsync("docker", ["pull", "--quiet", image], Long)).Code == 0;

    private static async Task<string?> AskAsync()
    {
        try
        {
            var version = await Program.RunAsync("docker", ["version", "--format", "{{.Server.Version}}"], TimeSpan.FromSeconds(20));
            if (version.Code != 0) return $"no container engine answers ({FirstLine(version.Errors)})";
            var major = int.Parse(version.Text.Split('.')[0], CultureInfo.InvariantCulture);
            if (major < 23) return $"the container engine is version {version.Text}, and 23 or newer is needed";
            foreach (var plugin in (string[])["buildx", "compose"])
            {
                if ((await Program.RunAsync("docker", [plugin, "version"], TimeSpan.FromSeconds(20))).Code != 0) return $"docker's plugin {plugin} is not installed";
            }

            return null;
        }
        catch (Win32Exception)
        {
            return "the docker command line is not installed";
        }
        catch (TimeoutException)
        {
            return "the container engine did not answer within 20 s";
        }
    }

    private static string FirstLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()?.Trim() ?? "";
}
