using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Platform.StreamHealth.Alerts.Channels;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Tests.Monitoring;

namespace Platform.StreamHealth.Tests.Alerts;

/// <summary>What each kind of receiver gets, over the wire, when a stream goes down.</summary>
public sealed class FormatTests : IAsyncLifetime
{
    private const string Subject = "DOWN: Radio <One> & Ölüm";
    private readonly Guid _incident = Guid.CreateVersion7();
    private AlertBench _bench = null!;
    private HttpReceiver _receiver = null!;

    private string Link => $"https://monitor.example/incidents/{_incident}";

    public async Task InitializeAsync()
    {
        _bench = await AlertBench.StartAsync();
        _receiver = await HttpReceiver.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Webhook_a_receiver_can_verify_the_signature_over_the_exact_bytes()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var arrived = await ReceiveAsync(ChannelKind.Webhook, ("secret", "whsec_" + Convert.ToBase64String(key)), ("authorization", "Bearer xyz"));

        // As docs/alerts.md tells receivers to do it.
        var (id, timestamp) = (arrived.Headers["webhook-id"], arrived.Headers["webhook-timestamp"]);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. arrived.Body];
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)), arrived.Headers["webhook-signature"]);
        Assert.Equal(_bench.Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), timestamp);
        Assert.Equal(("POST", "Bearer xyz", "down", "1.0", "1"), (arrived.Method, arrived.Headers["Authorization"], arrived.Headers["X-MediaOps-Event"], arrived.Headers["X-MediaOps-Schema"], arrived.Headers["X-MediaOps-Attempt"]));
        Assert.Equal("application/json; charset=utf-8", arrived.Headers["Content-Type"]);

        var delivery = Assert.Single(await _bench.DeliveriesAsync());
        Assert.Equal(delivery.Id.ToString(), id);
        Assert.Equal(delivery.Id, arrived.Json.GetProperty("id").GetGuid());
        Assert.Equal(("1.0", "down", "down", "up", "Silent for 10.0 s"), (Text(arrived, "schemaVersion"), Text(arrived, "event"), Text(arrived, "state"), Text(arrived, "previousState"), Text(arrived, "reason")));
        Assert.Equal(("Radio <One> & Ölüm", "jazz"), (arrived.Json.GetProperty("stream").GetProperty("name").GetString(), arrived.Json.GetProperty("stream").GetProperty("tags")[0].GetString()));
        Assert.Equal((_incident, Link, "Everybody", 1), (arrived.Json.GetProperty("incidentId").GetGuid(), Text(arrived, "link"), Text(arrived, "policy"), arrived.Json.GetProperty("step").GetInt32()));
        var level = arrived.Json.GetProperty("measured").EnumerateArray().Single(m => m.GetProperty("name").GetString() == "level");
        Assert.Equal((-71.3, "dBFS"), (level.GetProperty("value").GetDouble(), level.GetProperty("unit").GetString()));
        Assert.Equal("audio.silent", arrived.Json.GetProperty("findings")[0].GetString());
    }

    [Fact]
    public async Task Slack_gets_blocks_with_its_control_characters_escaped()
    {
        var json = (await ReceiveAsync(ChannelKind.Slack)).Json;
        Assert.Equal("DOWN: Radio &lt;One&gt; &amp; Ölüm", json.GetProperty("text").GetString());
        var blocks = json.GetProperty("blocks");
        Assert.Equal(("header", "plain_text", Subject), (Text(blocks[0], "type"), Text(blocks[0].GetProperty("text"), "type"), Text(blocks[0].GetProperty("text"), "text")));
        Assert.Equal(("section", "mrkdwn"), (Text(blocks[1], "type"), Text(blocks[1].GetProperty("text"), "type")));
        Assert.Contains("Reason: Silent for 10.0 s\nMeasured: level -71.3 dBFS, loudness -20.1 LUFS", Text(blocks[1].GetProperty("text"), "text"), StringComparison.Ordinal);
        var button = blocks[2].GetProperty("elements")[0];
        Assert.Equal(("button", Link), (Text(button, "type"), Text(button, "url")));
    }

    [Fact]
    public async Task Discord_gets_an_embed_that_can_mention_nobody()
    {
        var json = (await ReceiveAsync(ChannelKind.Discord)).Json;
        var embed = json.GetProperty("embeds")[0];
        Assert.Equal((Subject, Link, 0xC62828, "2026-01-05T12:00:00.000Z"), (Text(embed, "title"), Text(embed, "url"), embed.GetProperty("color").GetInt32(), Text(embed, "timestamp")));
        Assert.StartsWith("Radio <One> & Ölüm is down since 5 Jan 2026 12:00:00 UTC.", Text(embed, "description"), StringComparison.Ordinal);
        Assert.Equal(0, json.GetProperty("allowed_mentions").GetProperty("parse").GetArrayLength());
    }

    [Fact]
    public async Task Teams_gets_an_adaptive_card()
    {
        var json = (await ReceiveAsync(ChannelKind.Teams)).Json;
        var attachment = json.GetProperty("attachments")[0];
        var card = attachment.GetProperty("content");
        Assert.Equal(("message", "application/vnd.microsoft.card.adaptive"), (Text(json, "type"), Text(attachment, "contentType")));
        Assert.Equal(("AdaptiveCard", "1.4", "http://adaptivecards.io/schemas/adaptive-card.json"), (Text(card, "type"), Text(card, "version"), Text(card, "$schema")));
        Assert.Equal((Subject, "Attention"), (Text(card.GetProperty("body")[0], "text"), Text(card.GetProperty("body")[0], "color")));
        Assert.Equal(("Action.OpenUrl", Link), (Text(card.GetProperty("actions")[0], "type"), Text(card.GetProperty("actions")[0], "url")));
    }

    [Fact]
    public async Task Telegram_gets_escaped_html_at_the_bots_address()
    {
        var arrived = await ReceiveAsync(ChannelKind.Telegram, ("token", "123:ABC"), ("chatId", "-100200"), ("topicId", "7"), ("server", _receiver.Url));
        Assert.Equal("/bot123:ABC/sendMessage", arrived.Path);
        Assert.Equal(("-100200", 7, "HTML"), (Text(arrived, "chat_id"), arrived.Json.GetProperty("message_thread_id").GetInt32(), Text(arrived, "parse_mode")));
        Assert.StartsWith("<b>DOWN: Radio &lt;One&gt; &amp; &#214;l&#252;m</b>\n", Text(arrived, "text"), StringComparison.Ordinal);
        Assert.False(arrived.Json.GetProperty("disable_notification").GetBoolean());
    }

    [Fact]
    public async Task Ntfy_gets_json_at_the_root_with_the_highest_priority()
    {
        var arrived = await ReceiveAsync(ChannelKind.Ntfy, ("server", _receiver.Url), ("topic", "radio"), ("token", "tk_abc"));
        Assert.Equal(("/", "Bearer tk_abc"), (arrived.Path, arrived.Headers["Authorization"]));
        Assert.Equal(("radio", Subject, 5, Link, "rotating_light"), (Text(arrived, "topic"), Text(arrived, "title"), arrived.Json.GetProperty("priority").GetInt32(), Text(arrived, "click"), arrived.Json.GetProperty("tags")[0].GetString()));
    }

    [Fact]
    public async Task Pushover_gets_a_form_and_an_emergency_says_how_often_to_repeat()
    {
        _receiver.AnswerWith(200, """{"status":1,"request":"x"}""");
        var arrived = await ReceiveAsync(ChannelKind.Pushover, ("server", _receiver.Url), ("token", "app"), ("user", "me"), ("downPriority", "2"));
        Assert.Equal(("/1/messages.json", "application/x-www-form-urlencoded"), (arrived.Path, arrived.Headers["Content-Type"]));
        var form = QueryHelpers.ParseQuery(arrived.Text);
        Assert.Equal(("app", "me", Subject, "2", "60", "1800", Link), ((string?)form["token"], (string?)form["user"], (string?)form["title"], (string?)form["priority"], (string?)form["retry"], (string?)form["expire"], (string?)form["url"]));
        Assert.Contains("Silent for 10.0 s", (string?)form["message"], StringComparison.Ordinal);
        Assert.False(form.ContainsKey("device"));
    }

    [Fact]
    public async Task Gotify_gets_its_key_in_a_header()
    {
        var arrived = await ReceiveAsync(ChannelKind.Gotify, ("server", _receiver.Url + "/gotify"), ("token", "AbC"));
        Assert.Equal(("/gotify/message", "AbC"), (arrived.Path, arrived.Headers["X-Gotify-Key"]));
        Assert.Equal((Subject, 8, Link), (Text(arrived, "title"), arrived.Json.GetProperty("priority").GetInt32(), Text(arrived.Json.GetProperty("extras").GetProperty("client::notification").GetProperty("click"), "url")));
    }

    [Fact]
    public async Task Apprise_gets_the_services_urls()
    {
        var arrived = await ReceiveAsync(ChannelKind.Apprise, ("server", _receiver.Url), ("urls", "matrix://u:p@h/#room\njson://host"));
        Assert.Equal("/notify", arrived.Path);
        Assert.Equal(("matrix://u:p@h/#room, json://host", Subject, "failure", "text"), (Text(arrived, "urls"), Text(arrived, "title"), Text(arrived, "type"), Text(arrived, "format")));
    }

    [Fact]
    public async Task Apprise_takes_the_address_in_its_own_form_with_a_key()
    {
        var server = _receiver.Url.Replace("http://", "apprise://", StringComparison.Ordinal);
        var arrived = await ReceiveAsync(ChannelKind.Apprise, ("server", server + "/sub/studio"), ("tag", "night"));
        Assert.Equal(("/sub/notify/studio", "night"), (arrived.Path, Text(arrived, "tag")));
        Assert.False(arrived.Json.TryGetProperty("urls", out _));
    }

    [Fact]
    public async Task A_refusal_with_a_good_status_is_a_refusal()
    {
        _receiver.AnswerWith(200, """{"status":0,"errors":["user identifier is invalid"]}""");
        await ReceiveAsync(ChannelKind.Pushover, ("server", _receiver.Url), ("token", "app"), ("user", "me"));
        var delivery = Assert.Single(await _bench.DeliveriesAsync());
        Assert.Equal(DeliveryState.Failed, delivery.State);
        Assert.Contains("user identifier is invalid", delivery.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channels_own_templates_replace_the_texts_and_drop_lines_that_say_nothing()
    {
        var made = AlertBench.Good(await _bench.Get<SaveChannel>().CreateAsync(new ChannelInput
        {
            Name = "Own words",
            Kind = ChannelKind.Discord,
            Values = new Dictionary<string, string?> { ["url"] = _receiver.Url },
            SubjectTemplate = "{stream} ist {state}",
            BodyTemplate = "Grund: {reason}\nSchritt {step}, Dauer {duration}\nDauer {duration}\n{link}",
        }, CancellationToken.None));
        var embed = (await RaiseAsync(made)).Json.GetProperty("embeds")[0];
        Assert.Equal(("Radio <One> & Ölüm ist down", $"Grund: Silent for 10.0 s\nSchritt 1, Dauer \n{Link}"), (Text(embed, "title"), Text(embed, "description")));
    }

    private async Task<Arrived> ReceiveAsync(ChannelKind kind, params (string, string)[] values) =>
        await RaiseAsync(await CreateAsync(kind, values.Any(v => v.Item1 == "server") ? values : [("url", _receiver.Url), .. values]));

    private async Task<ChannelView> CreateAsync(ChannelKind kind, (string Name, string Value)[] values) =>
        AlertBench.Good(await _bench.Get<SaveChannel>().CreateAsync(new ChannelInput { Name = "Receiver", Kind = kind, Values = values.ToDictionary(v => v.Name, v => (string?)v.Value) }, CancellationToken.None));

    private async Task<Arrived> RaiseAsync(ChannelView channel)
    {
        await _bench.AddPolicyAsync(new PolicyInput { Steps = [AlertBench.Step(0, channel)] });
        var stream = await _bench.AddStreamAsync("Radio <One> & Ölüm", "jazz");
        var result = Seeds.Result(stream.Id, _bench.Now, StreamState.Failing, 20);
        typeof(Platform.StreamHealth.Results.CheckResult).GetProperty("RmsDb")!.SetValue(result, -71.3);
        await _bench.QueryAsync(async db =>
        {
            db.Add(result);
            return await db.SaveChangesAsync();
        });
        await _bench.MoveAsync(stream, MonitorState.Up, MonitorState.Down, incident: _incident, result: result.Id);
        await _bench.SendAsync(channel);
        return _receiver.Only();
    }

    private static string? Text(Arrived arrived, string name) => Text(arrived.Json, name);

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
