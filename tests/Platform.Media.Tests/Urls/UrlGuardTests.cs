using System.Net;
using Platform.Media.Urls;

namespace Platform.Media.Tests.Urls;

public sealed class UrlGuardTests
{
    private readonly FakeResolver _resolver = new();
    private readonly Options<UrlGuardOptions> _options = new(new UrlGuardOptions());
    private readonly OwnAddresses _own = new();

    [Theory]
    [InlineData("ftp://h/x", "url.scheme", "Scheme 'ftp' is not allowed")]
    [InlineData("file:///etc/passwd", "url.scheme", "Scheme 'file' is not allowed")]
    [InlineData("javascript:alert(1)", "url.scheme", "Scheme 'javascript' is not allowed")]
    [InlineData("rtmp://h/x", "url.scheme", "Scheme 'rtmp' is not allowed")]
    [InlineData("http://h/a/../b", "url.path_traversal", "../")]
    [InlineData("http://h/a/%2e%2e/b", "url.path_traversal", "../")]
    [InlineData(@"http://h/a/..\b", "url.path_traversal", "../")]
    [InlineData("http:///x", "url.no_host", "no host name")]
    [InlineData("http://", "url.no_host", "no host name")]
    [InlineData("http:x", "url.no_host", "no host name")]
    [InlineData("http://:8000/x", "url.no_host", "no host name")]
    [InlineData("stream.example/live", "url.no_scheme", "http://")]
    [InlineData("localhost:8000/live", "url.no_scheme", "http://")]
    [InlineData("", "url.missing", "needed")]
    [InlineData("  ", "url.missing", "needed")]
    [InlineData("http://user:secret@h/x", "url.user_info", "user name or password")]
    [InlineData("http://h/x\r\nHost: evil", "url.invalid", "not a URL")]
    [InlineData("http://[::1/x", "url.invalid", "not a URL")]
    [InlineData("http://h:99999/x", "url.invalid", "not a URL")]
    [InlineData("http://h:25/x", "url.port", "Port 25")]
    public async Task Bad_text_is_refused_without_looking_up_anything(string url, string code, string says)
    {
        var result = await CheckAsync(url);

        Assert.Equal(code, result.Error?.Code);
        Assert.Contains(says, result.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("url", result.Error.Fields.Keys);
        Assert.Equal(0, _resolver.Calls);
    }

    [Fact]
    public async Task A_url_may_have_2048_characters_and_no_more()
    {
        _resolver.Add("h", "8.8.8.8");
        var longest = "http://h/" + new string('x', 2048 - 9);

        Assert.True((await CheckAsync(longest)).Ok);
        var result = await CheckAsync(longest + "x");
        Assert.Equal("URL exceeds maximum length of 2048 characters", result.Error?.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0x7f.0.0.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://0/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://172.31.255.255/")]
    [InlineData("http://192.168.1.1:8000/live")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("http://198.18.0.1/")]
    [InlineData("http://224.0.0.1/")]
    [InlineData("http://255.255.255.255/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:a00:1]/")]
    [InlineData("http://[::127.0.0.1]/")]
    [InlineData("http://[64:ff9b::10.0.0.1]/")]
    [InlineData("http://[64:ff9b:1::1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/")]
    [InlineData("http://[fc00::1]/")]
    [InlineData("http://[fd12:3456::1]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://[ff02::1]/")]
    [InlineData("http://[4000::1]/")]
    public async Task An_address_that_is_not_public_is_refused(string url)
    {
        var result = await CheckAsync(url);

        Assert.Equal("url.private_address", result.Error?.Code);
        Assert.Contains("UrlGuard:AllowedNetworks", result.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://8.8.8.8/")]
    [InlineData("http://[2001:4860:4860::8888]:8000/live")]
    [InlineData("http://[64:ff9b::8.8.8.8]/")]
    [InlineData("https://134744072/")]
    public async Task A_public_address_passes(string url) => Assert.True((await CheckAsync(url)).Ok);

    [Fact]
    public async Task A_name_is_resolved_once_and_its_addresses_are_pinned()
    {
        _resolver.Add("radio.example", "8.8.8.8", "2001:4860:4860::8888");

        var result = await CheckAsync("https://radio.example:8443/live?x=1");

        Assert.Equal(["8.8.8.8", "2001:4860:4860::8888"], result.Value.Addresses.Select(address => address.ToString()));
        Assert.Equal("https://radio.example:8443/live?x=1", result.Value.Uri.ToString());
        Assert.Equal(1, _resolver.Calls);
    }

    [Fact]
    public async Task One_private_address_among_public_ones_is_enough_to_refuse()
    {
        _resolver.Add("rebind.example", "8.8.8.8", "10.0.0.1");

        var result = await CheckAsync("http://rebind.example/");

        Assert.Equal("url.private_address", result.Error?.Code);
        Assert.Contains("10.0.0.1", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_said_to_be_missing()
    {
        var result = await CheckAsync("http://nowhere.example/");

        Assert.Equal("url.unresolved", result.Error?.Code);
        Assert.Contains("nowhere.example", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_outside_ascii_is_looked_up_in_its_wire_form()
    {
        _resolver.Add("xn--rdio-5na.example", "8.8.8.8");

        Assert.True((await CheckAsync("http://rádio.example/")).Ok);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "http://10.1.2.3/")]
    [InlineData("192.168.1.10, 10.0.0.0/8", "http://192.168.1.10:8000/")]
    [InlineData("10.0.0.0/8", "http://[::ffff:10.1.2.3]/")]
    [InlineData("fd00:1::/64", "http://[fd00:1::5]/")]
    public async Task An_allowed_network_may_be_reached(string networks, string url)
    {
        _options.CurrentValue = new UrlGuardOptions { AllowedNetworks = networks };

        Assert.True((await CheckAsync(url)).Ok);
        Assert.Equal("url.private_address", (await CheckAsync("http://172.16.0.1/")).Error?.Code);
    }

    [Theory]
    [InlineData("encoder.lan", true)]
    [InlineData("ENCODER.lan", true)]
    [InlineData("a.studio.example", true)]
    [InlineData("studio.example", false)]
    [InlineData("encoder.lan.evil.example", false)]
    public async Task An_allowed_host_may_lead_to_private_addresses(string host, bool allowed)
    {
        _options.CurrentValue = new UrlGuardOptions { AllowedHosts = "encoder.lan, *.studio.example" };
        _resolver.Add(host.ToLowerInvariant(), "10.0.0.9");

        Assert.Equal(allowed, (await CheckAsync($"http://{host}/live")).Ok);
    }

    [Fact]
    public async Task Only_the_services_own_paths_are_open_at_its_own_address()
    {
        _own.Allow(new Uri("http://127.0.0.1:8080/reference/"));

        Assert.True((await CheckAsync("http://127.0.0.1:8080/reference/tone.mp3")).Ok);
        Assert.False((await CheckAsync("http://127.0.0.1:8080/api/v1/users")).Ok);
        Assert.False((await CheckAsync("http://127.0.0.1:8081/reference/tone.mp3")).Ok);
    }

    [Fact]
    public async Task Dns_that_does_not_answer_is_waited_for_only_so_long()
    {
        _options.CurrentValue = new UrlGuardOptions { ResolveTimeoutSeconds = 1 };
        _resolver.Hang("slow.example");

        var result = await CheckAsync("http://slow.example/");

        Assert.Equal("url.unresolved", result.Error?.Code);
        Assert.Contains("within 1 s", result.Error!.Message, StringComparison.Ordinal);
    }

    private Task<Kernel.Results.Result<GuardedUrl>> CheckAsync(string url) =>
        new UrlGuard(_options, _resolver, _own, TimeProvider.System).CheckAsync(url, CancellationToken.None);

    private sealed class FakeResolver : IHostResolver
    {
        private readonly Dictionary<string, IReadOnlyList<IPAddress>> _names = [];
        private string? _hanging;

        public int Calls { get; private set; }

        public void Add(string name, params string[] addresses) => _names[name] = [.. addresses.Select(IPAddress.Parse)];

        public void Hang(string name) => _hanging = name;

        public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
        {
            Calls++;
            if (host == _hanging) await Task.Delay(Timeout.Infinite, cancellationToken);
            return _names.TryGetValue(host, out var found)
                ? found
                : throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound);
        }
    }
}
