using Platform.StreamHealth.Checks.Cli.Config;

namespace Platform.StreamHealth.Tests.Cli;

public sealed class ConfigFileTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.yaml");

    public void Dispose() => File.Delete(_file);

    private CheckerConfig Read(string yaml)
    {
        File.WriteAllText(_file, yaml);
        var read = ConfigFile.Read(_file);
        Assert.True(read.Ok, read.Error?.Message);
        return read.Value;
    }

    [Fact]
    public void Keys_with_a_meaning_are_taken()
    {
        var config = Read("""
            # stream_checker
            security:
              allowed_schemes: [http, https]
              block_private_ips: yes
              verify_ssl: false
              connection_timeout: 7
              read_timeout: 12   # seconds
              max_url_length: 512
            logging: { level: debug }
            stream_checker:
              default_phase: 1
              default_silence_threshold: -52.5
              default_sample_duration: 20
            """);

        Assert.Empty(config.Warnings);
        Assert.Equal((1, -52.5, 20, true, false), (config.Phase, config.SilenceDb, config.SampleSeconds, config.BlockPrivate, config.VerifyCertificates));
        Assert.Equal("7", config.Settings["StreamHealth:Checks:ConnectTimeoutSeconds"]);
        Assert.Equal("12", config.Settings["StreamHealth:Checks:StallTimeoutSeconds"]);
        Assert.Equal("512", config.Settings["UrlGuard:MaxUrlLength"]);
        Assert.Equal("http, https", config.Settings["UrlGuard:AllowedSchemes"]);
    }

    [Theory]
    [InlineData("stream_checker: { default_phase: 9 }", "stream_checker.default_phase is '9', but should be a whole number from 1 to 4; the default is used")]
    [InlineData("stream_checker: { default_silence_threshold: loud }", "a level from -100 to 0 dB")]
    [InlineData("security: { connection_timeout: -1 }", "a whole number from 1 to 120")]
    [InlineData("security: { verify_ssl: perhaps }", "true or false")]
    [InlineData("database: { path: ~/x.db }", "database.path has no effect here")]
    [InlineData("resource_limits: { max_memory_mb: 512 }", "resource_limits.max_memory_mb has no effect here")]
    [InlineData("colour: blue", "colour is not a setting of stream_checker and is ignored")]
    public void A_wrong_value_keeps_its_default_and_an_unknown_key_is_told(string yaml, string warning)
    {
        var config = Read(yaml);

        Assert.Contains(warning, Assert.Single(config.Warnings), StringComparison.Ordinal);
        Assert.Null(config.Phase);
        Assert.Null(config.SilenceDb);
        Assert.Empty(config.Settings);
    }

    [Fact]
    public void A_named_file_that_is_missing_or_broken_is_an_error_that_says_where()
    {
        Assert.Contains("cannot be read", ConfigFile.Read("/nowhere/config.yaml").Error!.Message, StringComparison.Ordinal);
        File.WriteAllText(_file, "security:\n  allowed_schemes: [http\n  x: y\n");
        Assert.Contains("it is not YAML", ConfigFile.Read(_file).Error!.Message, StringComparison.Ordinal);
        File.WriteAllText(_file, "security:\n  verify_ssl: true\n max_url_length: 5\n");
        Assert.Contains("line ", ConfigFile.Read(_file).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_asks_for_nothing() => Assert.Empty(Read("").Warnings);
}
