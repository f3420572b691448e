using Microsoft.AspNetCore.Http;
using Platform.Kernel.Results;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Inputs;

/// <summary>Upload and order in one call.</summary>
internal sealed class SubmitTranscription(SubmitForm forms, AudioStore store, EnqueueTranscription enqueue, ReadTranscriptions read)
{
    public async Task<Result<TranscriptionView>> RunAsync(HttpRequest request, Requester requester, CancellationToken cancellationToken)
    {
        var form = await forms.ReadAsync(request, cancellationToken);
        if (!form.Ok) return form.Error;
        var queued = false;
        try
        {
            var terms = form.Value.ToTerms();
            if (!terms.Ok) return terms.Error;
            var check = await enqueue.CheckAsync(terms.Value, cancellationToken);
            if (!check.Ok) return check.Error;
            var id = await enqueue.OwnAsync(form.Value.PartId, form.Value.FileName, check.Value, requester, cancellationToken);
            queued = id.Ok;
            return id.Ok ? await read.GetAsync(id.Value, cancellationToken) : id.Error;
        }
        finally
        {
            if (!queued) store.DeletePart(form.Value.PartId);
        }
    }
}
