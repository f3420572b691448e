namespace Platform.Kernel.Results;

/// <summary>What kind of failure an <see cref="Error"/> is; decides the HTTP status it is mapped to.</summary>
public enum ErrorKind
{
    /// <summary>The input is wrong; 400.</summary>
    Invalid,

    /// <summary>The caller may not do this; 403.</summary>
    Forbidden,

    /// <summary>There is no such thing; 404.</summary>
    NotFound,

    /// <summary>The thing is in a state that does not allow this, or exists already; 409.</summary>
    Conflict,

    /// <summary>A limit was reached; 429.</summary>
    TooMany,

    /// <summary>Something this needs (a tool, a server, a disk) is missing or does not answer; 503.</summary>
    Unavailable,
}

/// <summary>A failure that a user can cause and should be told about. Programming errors are exceptions instead.</summary>
/// <param name="Kind">What kind of failure.</param>
/// <param name="Code">Stable, dotted, lower-case: <c>stream.url_invalid</c>. Scripts may rely on it.</param>
/// <param name="Message">One sentence for a person, with what to do about it where that is known.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message)
{
    /// <summary>Messages by field name (camelCase, as in the JSON body), for forms.</summary>
    public IReadOnlyDictionary<string, string[]> Fields { get; init; } = new Dictionary<string, string[]>();

    public static Error Invalid(string code, string message) => new(ErrorKind.Invalid, code, message);

    /// <summary>Wrong input in one field.</summary>
    public static Error InvalidField(string field, string code, string message) =>
        new(ErrorKind.Invalid, code, message) { Fields = new Dictionary<string, string[]> { [field] = [message] } };

    public static Error NotFound(string what, object id) => new(ErrorKind.NotFound, $"{what}.not_found", $"There is no {what} '{id}'.");

    public static Error Conflict(string code, string message) => new(ErrorKind.Conflict, code, message);

    public static Error Unavailable(string code, string message) => new(ErrorKind.Unavailable, code, message);
}
