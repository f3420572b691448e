using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Platform.Kernel.CommandLine;

namespace Platform.Host.CommandLine;

/// <summary><c>platform version</c>.</summary>
internal sealed class VersionCommand : Command
{
    public VersionCommand()
        : base("version", "Show the version of the platform and of what it runs on.")
    {
        var output = OutputOption.Create();
        Options.Add(output);
        SetAction(parsed =>
        {
            if (parsed.GetValue(output) == OutputFormat.Json)
            {
                parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(
                    new { version = Current, runtime = RuntimeInformation.FrameworkDescription, os = RuntimeInformation.RuntimeIdentifier }));
            }
            else
            {
                parsed.InvocationConfiguration.Output.WriteLine($"MediaOps Platform {Current} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})");
            }
        });
    }

    /// <summary>The product's version, without build metadata.</summary>
    public static string Current { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
