using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Kernel.Results;

namespace Platform.Kernel.Api;

/// <summary>
/// Turns the position of a list's last item (its sort keys) into an opaque word and back. A cursor of another list,
/// or one that a client made up, is told apart by its shape.
/// </summary>
public static class Cursor
{
    private const int MaxLength = 1024;

    private static readonly JsonSerializerOptions Strict = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>A word for the position, safe in an address.</summary>
    public static string Encode<TPosition>(TPosition position)
        where TPosition : class =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(position, Strict));

    /// <summary>The position; null for no cursor; the error <c>list.cursor_invalid</c> for anything but what <see cref="Encode"/> made of this type.</summary>
    public static Result<TPosition?> Decode<TPosition>(string? cursor)
        where TPosition : class
    {
        if (string.IsNullOrEmpty(cursor)) return (TPosition?)null;
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor)) return Invalid;
        try
        {
            return JsonSerializer.Deserialize<TPosition>(Base64Url.DecodeFromChars(cursor), Strict) is { } position ? position : Invalid;
        }
        catch (JsonException)
        {
            return Invalid;
        }
    }

    private static Error Invalid => Error.InvalidField(
        "cursor", "list.cursor_invalid", "The cursor is not one that this list gave out. Start again without a cursor.");
}
