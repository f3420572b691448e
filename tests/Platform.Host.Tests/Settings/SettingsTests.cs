using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Host.Data;
using Platform.Host.Settings;
using Platform.Host.Settings.Sources;
using Platform.Host.Tests.Identity;
using Platform.Host.Tests.Support;
using Platform.Kernel.Security;
using Platform.Kernel.Settings;
using Platform.Testing;

namespace Platform.Host.Tests.Settings;

[SettingsSection("Sample", "Sample")]
internal sealed class SampleOptions
{
    [Range(1, 10), RuntimeSetting]
    public int Size { get; set; } = 3;

    [RuntimeSetting, SecretSetting]
    public string? Token { get; set; }

    [RuntimeSetting]
    public IList<string> Names { get; set; } = [];

    [RuntimeSetting]
    public DayOfWeek Day { get; set; } = DayOfWeek.Monday;

    public string Fixed { get; set; } = "at start";
}

public abstract class SettingsTests : IAsyncLifetime
{
    private ApiHost _host = null!;
    private HttpClient _admin = null!;

    private SampleOptions Now => _host.Get<IOptionsMonitor<SampleOptions>>().CurrentValue;

    protected abstract Task<(string Key, string Value)[]> DatabaseAsync();

    public async Task InitializeAsync()
    {
        _host = await ApiHost.StartAsync(services: s => s.AddSettings<SampleOptions>(), settings: await DatabaseAsync());
        _admin = await _host.ProgramAsync();
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_change_is_in_force_at_once_and_survives_and_can_be_taken_back()
    {
        using var changed = await PutAsync("Sample:Size", "7");
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(7, Now.Size);
        var view = (await _host.Get<SettingsStore>().SetAsync("Sample:Day", "Friday", "ana", default)).Value;
        Assert.Equal(("Friday", SettingSource.Console), (view.Value, view.Source));
        Assert.Equal(DayOfWeek.Friday, Now.Day);

        // What the next start does.
        _host.Get<IConfiguration>().Console().Replace(new Dictionary<string, string?>());
        Assert.Equal(3, Now.Size);
        await _host.Get<SettingsStore>().LoadAsync(default);
        Assert.Equal(7, Now.Size);

        using var reset = await _admin.DeleteAsync(new Uri("/api/v1/settings/Sample:Size", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, reset.StatusCode);
        Assert.Equal(3, Now.Size);
    }

    [Theory]
    [InlineData("Sample:Size", "11", "between 1 and 10")]
    [InlineData("Sample:Size", "many", "number")]
    [InlineData("Sample:Day", "Someday", "Monday")]
    [InlineData("Api:RequestsPerMinute", "1", "between")]
    public async Task A_value_the_options_refuse_is_refused_with_the_reason(string key, string value, string reason)
    {
        using var answer = await PutAsync(key, value);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await answer.AssertProblemAsync(HttpStatusCode.BadRequest, "setting.invalid");
        Assert.Equal(3, Now.Size);
    }

    [Fact]
    public async Task What_is_read_at_start_only_cannot_be_changed_here()
    {
        using var answer = await PutAsync("Sample:Fixed", "x");
        Assert.Contains("PLATFORM__Sample__Fixed", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await answer.AssertProblemAsync(HttpStatusCode.Conflict, "setting.not_editable");
        using var unknown = await PutAsync("Sample:Nothing", "x");
        await unknown.AssertProblemAsync(HttpStatusCode.NotFound, "setting.not_found");
    }

    [Fact]
    public async Task A_secret_is_stored_encrypted_and_never_given_out()
    {
        using var answer = await PutAsync("Sample:Token", "hush-hush");
        Assert.DoesNotContain("hush-hush", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("hush-hush", await _admin.GetStringAsync(new Uri("/api/v1/settings", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Equal("hush-hush", Now.Token);
        await using var db = await _host.Get<IDbContextFactory<HostDb>>().CreateDbContextAsync();
        var stored = await db.Settings.SingleAsync(s => s.Key == "Sample:Token");
        Assert.True(stored.Protected);
        Assert.DoesNotContain("hush-hush", stored.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_given_with_commas()
    {
        await _host.Get<SettingsStore>().SetAsync("Sample:Names", "a, b\nc", "ana", default);
        Assert.Equal(["a", "b", "c"], Now.Names);
        await _host.Get<SettingsStore>().SetAsync("Sample:Names", "d", "ana", default);
        Assert.Equal(["d"], Now.Names.Where(n => n.Length > 0));
        Assert.Equal("d", _host.Get<SettingsStore>().Find("Sample:Names").Value.Value);
    }

    [Fact]
    public async Task Only_administrators_see_settings()
    {
        using var program = await _host.ProgramAsync(Roles.Operator);
        using var answer = await program.GetAsync(new Uri("/api/v1/settings", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private Task<HttpResponseMessage> PutAsync(string key, string value) =>
        _admin.PutAsJsonAsync(new Uri($"/api/v1/settings/{key}", UriKind.Relative), new { value });
}

public sealed class SettingsOnSqliteTests : SettingsTests
{
    protected override Task<(string Key, string Value)[]> DatabaseAsync() => Task.FromResult<(string, string)[]>([]);
}

[Collection(PostgresCollection.Name)]
public sealed class SettingsOnPostgresTests(PostgresServer server) : SettingsTests
{
    protected override async Task<(string Key, string Value)[]> DatabaseAsync() =>
        [("Database:Provider", "Postgres"), ("Database:ConnectionString", await server.CreateDatabaseAsync())];
}
