using System.Globalization;
using Platform.Kernel.Results;
using Platform.Media.Urls;
using Platform.StreamHealth.Alerts.Formats;
using Platform.StreamHealth.Alerts.Messages;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Channels;

/// <summary>What a channel must be like. All wrong fields are named at once.</summary>
internal sealed class ChannelRules(UrlGuard guard)
{
    private const int MaxName = 100;
    private const int MaxValue = 4000;
    private const int MaxPerMinute = 600;

    /// <summary>Completes the input with the secrets that are kept, and checks all of it without the network.</summary>
    /// <param name="input">What somebody wants.</param>
    /// <param name="kept">The values as they are stored; null for a new channel.</param>
    public Result<ChannelValues> Check(ChannelInput input, ChannelValues? kept)
    {
        var wrong = new Dictionary<string, string[]>();
        var format = ChannelFormats.Of(input.Kind);
        var name = input.Name?.Trim() ?? "";
        if (name.Length is 0 or > MaxName) wrong["name"] = [name.Length == 0 ? "A name is needed." : $"At most {MaxName} characters."];
        if (input.PerMinute is < 1 or > MaxPerMinute) wrong["perMinute"] = [$"Between 1 and {MaxPerMinute}."];
        if (MessageTemplate.Problem(input.SubjectTemplate) is { } subject) wrong["subjectTemplate"] = [subject];
        if (MessageTemplate.Problem(input.BodyTemplate) is { } body) wrong["bodyTemplate"] = [body];
        if (input.Values.Keys.FirstOrDefault(k => !format.Fields.Any(f => f.Name == k)) is { } unknown) wrong[$"values.{unknown}"] = [$"A channel of this kind has no '{unknown}'."];

        var values = Complete(format, input, kept, wrong);
        foreach (var field in format.Fields) CheckField(field, values, wrong);
        format.Check(values, wrong);
        return wrong.Count > 0 ? ChannelErrors.Wrong(wrong) : values;
    }

    /// <summary>Checks also that the receiver's address may be reached. A name that does not resolve is no reason to refuse: DNS may be down now.</summary>
    public async Task<Result<ChannelValues>> CheckAsync(ChannelInput input, ChannelValues? kept, CancellationToken cancellationToken)
    {
        var values = Check(input, kept);
        if (!values.Ok) return values;
        var format = ChannelFormats.Of(input.Kind);
        var (field, guarded) = format switch
        {
            HttpFormat http => (http.Fields.FirstOrDefault(f => f.Name is "url" or "server")?.Name, await guard.CheckAsync(http.Compose(Example(), values.Value).Url, cancellationToken)),
            _ => ("host", await guard.CheckHostAsync("smtp", values.Value["host"], EmailFormat.PortOf(values.Value), cancellationToken)),
        };
        if (guarded.Ok || guarded.Error.Code == "url.unresolved") return values;
        return guarded.Error with { Fields = new Dictionary<string, string[]> { [$"values.{field}"] = [guarded.Error.Message] } };
    }

    private static ChannelValues Complete(ChannelFormat format, ChannelInput input, ChannelValues? kept, Dictionary<string, string[]> wrong)
    {
        var values = new Dictionary<string, string>();
        foreach (var (name, value) in input.Values)
            if (!string.IsNullOrWhiteSpace(value)) values[name] = value.Trim();
        var completed = new ChannelValues(format, values);
        var moved = kept is not null && format.Fields.Any(f => f.Destination && completed[f.Name] != kept[f.Name]);
        var left = format.Fields.Where(f => f.Secret && !values.ContainsKey(f.Name) && !input.Forget.Contains(f.Name) && kept?.All.ContainsKey(f.Name) == true);
        foreach (var secret in left)
        {
            if (moved) wrong[$"values.{secret.Name}"] = ["Enter it again: the receiver's address changed, and what is kept here must not be sent elsewhere unseen."];
            else values[secret.Name] = kept!.All[secret.Name];
        }

        return completed;
    }

    private void CheckField(ChannelField field, ChannelValues values, Dictionary<string, string[]> wrong)
    {
        var (key, value) = ($"values.{field.Name}", values[field.Name]);
        if (wrong.ContainsKey(key)) return;
        if (value.Length == 0)
        {
            if (field.Required) wrong[key] = [$"{field.Label} is needed."];
        }
        else if (value.Length > MaxValue) wrong[key] = [$"At most {MaxValue} characters."];
        else if (field.Input != ChannelFieldInput.Lines && value.Any(char.IsControl)) wrong[key] = ["No line breaks or control characters."];
        else if (field.Input == ChannelFieldInput.Choice && !field.Choices.Contains(value)) wrong[key] = [$"One of {string.Join(", ", field.Choices)}."];
        else if (field.Input == ChannelFieldInput.Number && !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)) wrong[key] = ["This is not a whole number."];
        else if (field.Input == ChannelFieldInput.Url && guard.CheckSyntax(value) is { Ok: false } url) wrong[key] = [url.Error.Message];
    }

    private static OutgoingAlert Example()
    {
        var message = new AlertMessage { Event = AlertEvent.Test, At = DateTimeOffset.UnixEpoch };
        return new OutgoingAlert(Guid.Empty, 1, DateTimeOffset.UnixEpoch, message, MessageText.Of(message, null, null));
    }
}
