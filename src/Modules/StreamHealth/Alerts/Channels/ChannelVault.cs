using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Platform.StreamHealth.Alerts.Formats;

namespace Platform.StreamHealth.Alerts.Channels;

/// <summary>Keeps what a channel knows: plain values as they are, secrets encrypted with Data Protection.</summary>
internal sealed class ChannelVault(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Platform.StreamHealth.Alerts.Channels");

    public void Store(AlertChannel channel, ChannelValues values)
    {
        var format = ChannelFormats.Of(channel.Kind);
        bool IsSecret(string name) => format.Fields.Any(f => f.Secret && f.Name == name);
        var secrets = values.All.Where(v => IsSecret(v.Key)).ToDictionary();
        channel.Values = Write(values.All.Where(v => !IsSecret(v.Key)).ToDictionary());
        channel.Secrets = secrets.Count == 0 ? "" : _protector.Protect(Write(secrets));
        channel.SecretsSet = string.Join(' ', secrets.Keys);
    }

    /// <summary>All values; null when the key the secrets were encrypted with is gone.</summary>
    public ChannelValues? Open(AlertChannel channel)
    {
        var values = Plain(channel);
        try
        {
            if (channel.Secrets.Length > 0)
                foreach (var (name, secret) in Read(_protector.Unprotect(channel.Secrets))) values[name] = secret;
        }
        catch (CryptographicException)
        {
            return null;
        }

        return new ChannelValues(ChannelFormats.Of(channel.Kind), values);
    }

    public static Dictionary<string, string> Plain(AlertChannel channel) => Read(channel.Values);

    /// <summary>All values with the secrets out of sight, for which no key is needed.</summary>
    public static ChannelValues Masked(AlertChannel channel)
    {
        var values = Plain(channel);
        foreach (var name in SecretsSet(channel)) values[name] = ChannelValues.Hidden;
        return new ChannelValues(ChannelFormats.Of(channel.Kind), values);
    }

    public static string[] SecretsSet(AlertChannel channel) => channel.SecretsSet.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Write(Dictionary<string, string> values) => JsonSerializer.Serialize(values);

    private static Dictionary<string, string> Read(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
}
