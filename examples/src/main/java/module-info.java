/** What the pages docs/adding-a-backend.md and docs/adding-an-op.md walk through. */
module dev.pullback.examples {
    requires dev.pullback.api;

    provides dev.pullback.api.backend.BackendProvider with
            dev.pullback.examples.toy.ToyProvider;
}
