# syntax=docker/dockerfile:1

FROM rust:1-bookworm AS build
WORKDIR /build
COPY . .
# What was downloaded and built stays between builds; the program leaves the cache in the same step.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    cargo build --release --locked --bin dash-bot \
    && install -D target/release/dash-bot /out/dash-bot

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 dash-bot \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin dash-bot \
    && install -d -o 10001 -g 10001 -m 0700 /data
COPY --from=build /out/dash-bot /usr/local/bin/dash-bot
USER 10001:10001
# The working directory is where dash-bot.toml is looked for, and where the database is unless something else is
# said: sqlite:dash-bot.sqlite is /data/dash-bot.sqlite. Nothing else is written; the root can be read-only.
WORKDIR /data
VOLUME /data
# The bot ends at SIGTERM, and by itself when it cannot work.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=1m --retries=3 CMD ["dash-bot", "health"]
ENTRYPOINT ["dash-bot"]
CMD ["run"]
