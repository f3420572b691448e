using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Platform.Testing.Servers;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>The sample site for nginx in deploy/reverse-proxy, in a real nginx, with its ports and its certificate replaced.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ReverseProxyTests(ConsoleApp app)
{
    [Fact]
    public async Task The_console_works_through_it_and_https_is_believed_of_the_proxy_that_is_named()
    {
        await using var platform = await PlatformProcess.StartAsync(environment: new Dictionary<string, string> { ["PLATFORM__Api__TrustedProxies__0"] = "127.0.0.1" });
        await using var proxy = await NginxSite.StartAsync(new Uri(platform.Url).Port);
        await using var page = await app.OpenAsync(signedIn: false, url: proxy.Url, configure: o => o.IgnoreHTTPSErrors = true);
        var sockets = new List<string>();
        page.Page.WebSocket += (_, socket) => sockets.Add(socket.Url);

        await page.SignInAsync();

        Assert.Contains(sockets, s => s.StartsWith(proxy.Url.Replace("https:", "wss:", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.All(await page.Page.Context.CookiesAsync(), c => Assert.True(c.Secure || !c.HttpOnly, $"The cookie {c.Name} of the session would travel without https."));
        page.ShouldBeClean();
    }

    [Fact]
    public async Task A_plain_address_leads_to_the_https_one_and_a_clients_own_forwarded_headers_count_for_nothing()
    {
        await using var platform = await PlatformProcess.StartAsync(environment: new Dictionary<string, string> { ["PLATFORM__Api__TrustedProxies__0"] = "127.0.0.1" });
        await using var proxy = await NginxSite.StartAsync(new Uri(platform.Url).Port);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        using var client = new HttpClient(handler);

        using var plain = await client.GetAsync(new Uri(proxy.PlainUrl + "/streams?page=2"));
        Assert.Equal("https://127.0.0.1/streams?page=2", plain.Headers.Location?.ToString());

        // Metrics are open to the machine itself, which this client is on, whatever it says: what it says would close them.
        using var asked = new HttpRequestMessage(HttpMethod.Get, proxy.Url + "/metrics");
        asked.Headers.Add("X-Forwarded-For", "203.0.113.9");
        using var answer = await client.SendAsync(asked);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>nginx with the sample as its only site.</summary>
    private sealed class NginxSite : IAsyncDisposable
    {
        private readonly string _folder;
        private readonly System.Diagnostics.Process _process;

        private NginxSite(string folder, int secure, int plain, System.Diagnostics.Process process)
        {
            (_folder, _process) = (folder, process);
            (Url, PlainUrl) = ($"https://127.0.0.1:{secure}", $"http://127.0.0.1:{plain}");
        }

        public string Url { get; }

        public string PlainUrl { get; }

        public static async Task<NginxSite> StartAsync(int platform)
        {
            var folder = Directory.CreateTempSubdirectory("platform-nginx-").FullName;
            var (secure, plain) = (FreePort.Next(), FreePort.Next());
            await WriteCertificateAsync(folder);
            var site = (await File.ReadAllTextAsync(Path.Combine(PlatformProcess.RepositoryRoot, "deploy/reverse-proxy/nginx.conf")))
                .Replace("listen 443 ", $"listen 127.0.0.1:{secure} ", StringComparison.Ordinal)
                .Replace("listen 80;", $"listen 127.0.0.1:{plain};", StringComparison.Ordinal)
                .Replace("127.0.0.1:8080", $"127.0.0.1:{platform}", StringComparison.Ordinal)
                .Replace("/etc/letsencrypt/live/monitor.example.org", folder, StringComparison.Ordinal)
                // The browser asks for the port it was given, which a site on 443 has not.
                .Replace("$host;", "$http_host;", StringComparison.Ordinal);
            var config = Path.Combine(folder, "nginx.conf");
            await File.WriteAllTextAsync(config, $$"""
                daemon off;
                master_process off;
                pid {{folder}}/nginx.pid;
                error_log stderr error;
                events {}
                http {
                access_log off;
                client_body_temp_path {{folder}}; proxy_temp_path {{folder}}; fastcgi_temp_path {{folder}}; uwsgi_temp_path {{folder}}; scgi_temp_path {{folder}};
                {{site}}
                }
                """);
            var start = new System.Diagnostics.ProcessStartInfo("nginx", ["-p", folder, "-c", config]) { RedirectStandardError = true };
            var process = System.Diagnostics.Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var running = new NginxSite(folder, secure, plain, process);
            await running.AnswersAsync(errors);
            return running;
        }

        public async ValueTask DisposeAsync()
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        private async Task AnswersAsync(Task<string> errors)
        {
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
            for (var i = 0; i < 200; i++)
            {
                if (_process.HasExited) throw new InvalidOperationException($"nginx ended: {await errors}");
                try
                {
                    using var answer = await client.GetAsync(new Uri(PlainUrl));
                    return;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(50);
                }
            }

            throw new TimeoutException("nginx does not answer.");
        }

        private static async Task WriteCertificateAsync(string folder)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=monitor.example.org", key, HashAlgorithmName.SHA256);
            using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
            await File.WriteAllTextAsync(Path.Combine(folder, "fullchain.pem"), certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(Path.Combine(folder, "privkey.pem"), key.ExportPkcs8PrivateKeyPem());
        }
    }
}
