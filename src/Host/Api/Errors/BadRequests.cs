using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;

namespace Platform.Host.Api.Errors;

/// <summary>Says in words, and by field, what is wrong with a request that could not be bound.</summary>
internal static partial class BadRequests
{
    public static ProblemDetails Explain(BadHttpRequestException exception)
    {
        if (exception.InnerException is JsonException json) return Json(json);
        if (UnreadableParameter().Match(exception.Message) is { Success: true } unreadable)
            return Parameter(unreadable.Groups["name"].Value, $"'{Shorten(unreadable.Groups["value"].Value)}' cannot be read as {Words(unreadable.Groups["type"].Value)}.");
        if (MissingParameter().Match(exception.Message) is { Success: true } missing)
            return Missing(missing.Groups["name"].Value, missing.Groups["source"].Value);
        return exception.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => Problem(exception.StatusCode, ProblemCodes.TooLarge, "The request's body is larger than this address accepts."),
            StatusCodes.Status415UnsupportedMediaType => new ProblemDetails { Status = exception.StatusCode },
            _ => Problem(exception.StatusCode, ProblemCodes.Invalid, "The request cannot be read: " + exception.Message),
        };
    }

    private static ProblemDetails Json(JsonException exception)
    {
        var field = exception.Path is null or "$" ? null : exception.Path.TrimStart('$').TrimStart('.');
        var where = $"line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}";
        var reason = Reason(exception);
        var problem = Problem(
            StatusCodes.Status400BadRequest,
            ProblemCodes.MalformedJson,
            string.IsNullOrEmpty(field) ? $"The body is not the JSON that was expected, at {where}: {reason}" : $"The body's field '{field}' is wrong, at {where}: {reason}");
        if (!string.IsNullOrEmpty(field)) problem.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [reason] };
        return problem;
    }

    private static ProblemDetails Parameter(string name, string message)
    {
        var field = JsonNamingPolicy.CamelCase.ConvertName(name);
        var problem = Problem(StatusCodes.Status400BadRequest, ProblemCodes.InvalidParameter, $"{field}: {message}");
        problem.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [message] };
        return problem;
    }

    private static ProblemDetails Missing(string name, string source) => source.Contains("body", StringComparison.Ordinal)
        ? Problem(StatusCodes.Status400BadRequest, ProblemCodes.MalformedJson, "The request needs a JSON body.")
        : Parameter(name, $"Required, from the {source}.");

    private static ProblemDetails Problem(int status, string code, string detail) =>
        new() { Status = status, Detail = detail, Extensions = { ["code"] = code } };

    // System.Text.Json ends its sentences with the path and position, which the problem says itself, and with CLR type names.
    private static string Reason(JsonException exception)
    {
        var message = exception.Message;
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        if (end < 0) end = message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        message = end < 0 ? message : message[..end];
        return ClrType().Match(message) is { Success: true } match ? $"The value is not {Words(match.Groups["type"].Value)}." : message.Trim();
    }

    private static string Words(string clrType)
    {
        var type = Regex.Replace(clrType, @"^(?:System\.)?Nullable(?:`1\[|<)|[\]>]$", "");
        type = type[(type.LastIndexOf('.') + 1)..];
        return type switch
        {
            "Int32" or "Int64" or "int" or "long" or "Int16" or "short" => "a whole number",
            "Double" or "Single" or "Decimal" or "double" or "float" or "decimal" => "a number",
            "Boolean" or "bool" => "true or false",
            "String" or "string" => "a text",
            "Guid" => "an id (a UUID)",
            "DateTimeOffset" or "DateTime" => "a time such as 2026-01-31T09:30:00Z",
            "TimeSpan" => "a duration such as 00:01:30",
            _ => "what this field takes",
        };
    }

    private static string Shorten(string value) => value.Length <= 60 ? value : value[..60] + "…";

    [GeneratedRegex("""^Failed to bind parameter "(?<type>.+) (?<name>\S+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex UnreadableParameter();

    [GeneratedRegex("""^Required parameter ".+ (?<name>\S+)" was not provided from (?<source>.+)\.$""")]
    private static partial Regex MissingParameter();

    [GeneratedRegex(@"^The JSON value could not be converted to (?<type>\S+?)\.?$")]
    private static partial Regex ClrType();
}
