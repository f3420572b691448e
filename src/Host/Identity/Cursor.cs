using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Platform.Host.Identity;

/// <summary>Where a list goes on, as text that callers need not understand. What cannot be read is taken as the start.</summary>
internal static class Cursor
{
    public static string Write(string after) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(after));

    public static string? Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cursor));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
