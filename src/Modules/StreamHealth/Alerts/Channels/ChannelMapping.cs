using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Channels;

internal static class ChannelMapping
{
    public static ChannelView ToView(this AlertChannel channel) => new()
    {
        Id = channel.Id,
        Name = channel.Name,
        Kind = channel.Kind,
        Enabled = channel.Enabled,
        Values = ChannelVault.Plain(channel),
        SecretsSet = ChannelVault.SecretsSet(channel),
        PerMinute = channel.PerMinute,
        SubjectTemplate = channel.SubjectTemplate,
        BodyTemplate = channel.BodyTemplate,
        LastSentAt = channel.LastSentAt,
        LastError = channel.LastError,
        LastErrorAt = channel.LastErrorAt,
        FailuresInRow = channel.FailuresInRow,
        RestUntil = channel.RestUntil,
        Version = channel.Version,
        CreatedAt = channel.CreatedAt,
        UpdatedAt = channel.UpdatedAt,
    };
}
