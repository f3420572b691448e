using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Host.Tests.Support;
using Platform.Kernel.Security;
using Platform.Testing.Audio;

namespace Platform.Host.Tests.Observability;

/// <summary>The dashboard and the alerting rules in <c>deploy/</c> ask for what there is.</summary>
public sealed partial class DashboardTests
{
    [Fact]
    public async Task Every_metric_of_the_dashboard_and_the_rules_is_exposed()
    {
        var dashboard = await File.ReadAllTextAsync(Deployed("grafana/streams.json"), Encoding.UTF8);
        var rules = await File.ReadAllTextAsync(Deployed("prometheus/rules.yml"), Encoding.UTF8);
        var panels = JsonDocument.Parse(dashboard).RootElement.GetProperty("panels").EnumerateArray().ToList();
        Assert.Equal(panels.Count, panels.Select(p => p.GetProperty("id").GetInt32()).Distinct().Count());
        var asked = panels.Where(p => p.TryGetProperty("targets", out _)).SelectMany(p => p.GetProperty("targets").EnumerateArray()).Select(t => t.GetProperty("expr").GetString()!)
            .Concat(RuleExpression().Matches(rules).Select(m => m.Groups[1].Value))
            .SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        Assert.True(asked.Count > 15, string.Join(", ", asked));

        var exposed = await ExposedAsync();
        Assert.True(exposed.IsSupersetOf(asked), string.Join(", ", asked.Except(exposed)));
    }

    // Of a service that has really checked a stream.
    private static async Task<HashSet<string>> ExposedAsync()
    {
        using var key = ECDsa.Create();
        using var certificate = Certificate(key);
        var audio = await TestAudio.BytesAsync(AudioVariant.Programme);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var station = builder.Build();
        station.Run(async context =>
        {
            context.Response.ContentType = "audio/mpeg";
            await context.Response.Body.WriteAsync(audio);
        });
        await station.StartAsync();
        var url = station.Urls.First() + "/live.mp3";
        using var app = HostApp.WithModules();
        app.Settings["UrlGuard:AllowedNetworks"] = "127.0.0.0/8";
        using var client = await app.ProgramAsync(Roles.Admin);
        using var made = await client.PostAsJsonAsync("/api/v1/streams", new { url, phase = 3, sampleSeconds = 2, schedule = "every 1h" });
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        using (await client.GetAsync(new Uri("/api/v1/health", UriKind.Relative))) { }
        for (var until = TimeProvider.System.GetUtcNow().AddMinutes(2); ;)
        {
            var text = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
            if (text.Contains("\nmediaops_stream_loudness_lufs{", StringComparison.Ordinal)) return [.. Exposed().Matches(text).Select(m => m.Groups[1].Value), .. Types().Matches(text).Select(m => m.Groups[1].Value)];
            Assert.True(TimeProvider.System.GetUtcNow() < until, text);
            await Task.Delay(100);
        }
    }

    private static X509Certificate2 Certificate(ECDsa key)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(90));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private static IEnumerable<string> Names(string expression) => Metric().Matches(Labels().Replace(expression, "")).Select(m => m.Value);

    private static string Deployed(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../../deploy", file);

    [GeneratedRegex(@"\b(?:mediaops|probe|platform|http|dotnet)_\w+")]
    private static partial Regex Metric();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Labels();

    [GeneratedRegex(@"^\s+expr: (.+)$", RegexOptions.Multiline)]
    private static partial Regex RuleExpression();

    [GeneratedRegex(@"^([a-z]\w*)[ {]", RegexOptions.Multiline)]
    private static partial Regex Exposed();

    [GeneratedRegex(@"^# TYPE (\w+) ", RegexOptions.Multiline)]
    private static partial Regex Types();
}
