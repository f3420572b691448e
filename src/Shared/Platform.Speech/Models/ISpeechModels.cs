namespace Platform.Speech.Models;

/// <summary>What a module may know of the models of this node.</summary>
public interface ISpeechModels
{
    /// <summary>The catalogue's in its order, then the user's own; those that are not installed too.</summary>
    IReadOnlyList<ModelView> List();
}
