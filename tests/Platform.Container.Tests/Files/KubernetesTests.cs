using System.ComponentModel;
using System.Text.Json;
using Platform.Container.Tests.Support;
using YamlDotNet.Serialization;

namespace Platform.Container.Tests.Files;

/// <summary>deploy/kubernetes, built by kustomize and held against the published schemas.</summary>
public sealed class KubernetesTests
{
    private const string Schemas = "tests/Platform.Container.Tests/Files/kubernetes";
    private static readonly string[] Folders = ["overlays/single", "overlays/cluster", "overlays/split-gpu", "examples"];

    [KustomizeFact]
    public async Task Every_object_is_what_the_published_schemas_say()
    {
        if (!Directory.Exists(Repository.PathOf($"{Schemas}/node_modules/kubernetes-models")))
        {
            (await Program.RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], TimeSpan.FromMinutes(10), folder: Repository.PathOf(Schemas))).Succeeded();
        }

        foreach (var folder in Folders)
        {
            var built = JsonSerializer.Serialize(await BuildAsync(folder));
            Assert.Equal("", (await ValidateAsync(built)).Text);
            // A validator that finds nothing wrong with this would find nothing wrong with anything.
            var wrong = built.Replace("\"image\":", "\"imagee\":", StringComparison.Ordinal).Replace("\"runAsNonRoot\":true", "\"runAsNonRoot\":\"yes\"", StringComparison.Ordinal);
            Assert.Contains("runAsNonRoot", (await ValidateAsync(wrong)).Text, StringComparison.Ordinal);
        }
    }

    [KustomizeFact]
    public async Task Every_pod_is_confined_limited_and_writes_only_to_its_mounts()
    {
        var pods = new List<JsonElement>();
        foreach (var folder in Folders) pods.AddRange((await BuildAsync(folder)).Select(Pod).OfType<JsonElement>());
        Assert.Equal(7, pods.Count);
        foreach (var pod in pods)
        {
            Assert.True(pod.GetProperty("securityContext").GetProperty("runAsNonRoot").GetBoolean());
            Assert.False(pod.GetProperty("automountServiceAccountToken").GetBoolean());
            var container = Assert.Single(pod.GetProperty("containers").EnumerateArray());
            var security = container.GetProperty("securityContext");
            Assert.True(security.GetProperty("readOnlyRootFilesystem").GetBoolean());
            Assert.False(security.GetProperty("allowPrivilegeEscalation").GetBoolean());
            Assert.Equal("ALL", security.GetProperty("capabilities").GetProperty("drop")[0].GetString());
            Assert.NotEmpty(container.GetProperty("resources").GetProperty("limits").GetProperty("memory").GetString()!);
            var mounts = container.GetProperty("volumeMounts").EnumerateArray().ToDictionary(m => m.GetProperty("name").GetString()!, m => m.GetProperty("mountPath").GetString());
            Assert.Equal(("/data", "/tmp"), (mounts["data"], mounts["tmp"]));
            var volumes = pod.GetProperty("volumes").EnumerateArray().Select(v => v.GetProperty("name").GetString()).ToHashSet();
            Assert.All(mounts.Keys, name => Assert.Contains(name, volumes));
        }
    }

    [KustomizeFact]
    public async Task The_modes_differ_by_their_lanes_and_the_card_only()
    {
        var single = Pods(await BuildAsync("overlays/single"));
        Assert.Empty(Lanes(Assert.Single(single).Value));
        var cluster = Pods(await BuildAsync("overlays/cluster"));
        Assert.Empty(Lanes(cluster["streams"]));
        var split = Pods(await BuildAsync("overlays/split-gpu"));
        Assert.Equal(new Dictionary<string, string> { ["Speech"] = "0" }, Lanes(split["streams"]));
        Assert.Equal(new Dictionary<string, string> { ["Speech"] = "1", ["Probe"] = "0", ["Media"] = "0", ["Net"] = "0" }, Lanes(split["speech"]));
        Assert.Equal("1", split["speech"].GetProperty("containers")[0].GetProperty("resources").GetProperty("limits").GetProperty("nvidia.com/gpu").GetString());
        Assert.Single(single.Values.Concat(cluster.Values).Concat(split.Values).Select(p => p.GetProperty("containers")[0].GetProperty("image").GetString()).Distinct());
    }

    private static Dictionary<string, JsonElement> Pods(IEnumerable<JsonElement> objects) =>
        objects.Where(o => Pod(o) is not null).ToDictionary(o => o.GetProperty("metadata").GetProperty("name").GetString()!, o => Pod(o)!.Value);

    private static Dictionary<string, string> Lanes(JsonElement pod)
    {
        const string Prefix = "PLATFORM__Scheduling__Lanes__";
        return !pod.GetProperty("containers")[0].TryGetProperty("env", out var variables) ? []
            : variables.EnumerateArray().Where(e => e.GetProperty("name").GetString()!.StartsWith(Prefix, StringComparison.Ordinal))
                .ToDictionary(e => e.GetProperty("name").GetString()![Prefix.Length..], e => e.GetProperty("value").GetString()!);
    }

    private static JsonElement? Pod(JsonElement item) => item.GetProperty("kind").GetString() switch
    {
        "Deployment" or "StatefulSet" or "Job" => item.GetProperty("spec").GetProperty("template").GetProperty("spec"),
        "CronJob" => item.GetProperty("spec").GetProperty("jobTemplate").GetProperty("spec").GetProperty("template").GetProperty("spec"),
        _ => null,
    };

    private static async Task<List<JsonElement>> BuildAsync(string folder)
    {
        var built = (await Program.RunAsync("kubectl", ["kustomize", Repository.PathOf($"deploy/kubernetes/{folder}")], TimeSpan.FromMinutes(2))).Succeeded().Output;
        var reader = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        return [.. built.Split("\n---\n").Select(text => JsonSerializer.SerializeToElement(reader.Deserialize<object>(text)))];
    }

    private static async Task<Outcome> ValidateAsync(string objects) =>
        (await Program.RunAsync("node", ["validate.mjs"], TimeSpan.FromMinutes(2), folder: Repository.PathOf(Schemas), input: objects)).Succeeded();

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class KustomizeFactAttribute : FactAttribute
    {
        private static readonly string? Missing = AskAsync().GetAwaiter().GetResult();

        public KustomizeFactAttribute() => Skip = Missing;

        private static async Task<string?> AskAsync()
        {
            try
            {
                // The clients before 1.21 carry a kustomize that knows none of today's files.
                var version = await Program.RunAsync("kubectl", ["version", "--client", "--output", "json"], TimeSpan.FromSeconds(30));
                var info = JsonDocument.Parse(version.Output).RootElement;
                return info.TryGetProperty("kustomizeVersion", out _) ? null : "kubectl is older than 1.24: the Kubernetes files are not tested";
            }
            catch (Exception e) when (e is Win32Exception or JsonException or TimeoutException)
            {
                return "kubectl 1.24 or newer is not installed: the Kubernetes files are not tested";
            }
        }
    }
}
