namespace Platform.Host.Data;

/// <summary>An element of the key ring that signs and encrypts cookies, tokens and stored secrets; shared by all nodes.</summary>
internal sealed class DataProtectionKey
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string FriendlyName { get; init; }

    public required string Xml { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
