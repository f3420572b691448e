using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Formats;

/// <summary>A kind of channel: what it has to know, and what its messages look like on the wire.</summary>
internal abstract class ChannelFormat
{
    public abstract ChannelKind Kind { get; }

    public abstract string Title { get; }

    /// <summary>Where to get what the fields ask for.</summary>
    public abstract string Help { get; }

    public abstract IReadOnlyList<ChannelField> Fields { get; }

    /// <summary>Messages a minute the receiver takes without complaint.</summary>
    public virtual int PerMinute => 30;

    /// <summary>Adds what is wrong beyond what the fields say of themselves, by field name.</summary>
    public virtual void Check(ChannelValues values, Dictionary<string, string[]> wrong)
    {
    }

    /// <summary>What goes over the wire, for the delivery log.</summary>
    public abstract string Show(OutgoingAlert alert, ChannelValues values);

    public ChannelKindView ToView() => new(Kind, Title, Help, PerMinute, Fields);
}

/// <summary>A kind whose messages are one HTTP request each.</summary>
internal abstract class HttpFormat : ChannelFormat
{
    public abstract HttpCall Compose(OutgoingAlert alert, ChannelValues values);

    /// <summary>Why an answer with a good status is a refusal all the same; null when it is none.</summary>
    public virtual string? Refusal(string answer) => null;

    public override string Show(OutgoingAlert alert, ChannelValues values) => Compose(alert, values).ToString();
}

/// <summary>A message on its way.</summary>
/// <param name="DeliveryId">Stable over all attempts.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Now">When this attempt is made.</param>
/// <param name="Message">What is told.</param>
/// <param name="Text">The same in plain text.</param>
internal sealed record OutgoingAlert(Guid DeliveryId, int Attempt, DateTimeOffset Now, Messages.AlertMessage Message, Messages.MessageText Text);

/// <summary>The values of a channel's fields, secrets included.</summary>
internal sealed class ChannelValues(ChannelFormat format, IReadOnlyDictionary<string, string> values)
{
    /// <summary>The value, its default, or an empty text.</summary>
    public string this[string name] => values.GetValueOrDefault(name) is { Length: > 0 } value
        ? value
        : format.Fields.FirstOrDefault(f => f.Name == name)?.Default ?? "";

    public IReadOnlyDictionary<string, string> All => values;

    public bool Has(string name) => this[name].Length > 0;

    public IReadOnlyList<string> Lines(string name) =>
        this[name].Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The same with every secret put out of sight.</summary>
    public ChannelValues Masked() => new(format, values.ToDictionary(
        v => v.Key, v => format.Fields.Any(f => f.Secret && f.Name == v.Key) ? Hidden : v.Value));

    public const string Hidden = "(hidden)";
}
