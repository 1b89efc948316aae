import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ArchiveQueue, NewArchiveSettings } from "../../../electron/contract/archive";
import type { PhotoId } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";

/** Where photos are sent, and when. */
export function useArchiveSettings() {
  return useQuery({
    queryKey: queryKeys.archiveSettings,
    queryFn: () => call("archive.settings", {}),
  });
}

/** What is on its way to the archive; kept true by main's events. */
export function useArchiveQueue() {
  return useQuery({ queryKey: queryKeys.archiveQueue, queryFn: () => call("archive.queue", {}) });
}

/** What can be done with the archive. */
export function useArchiveActions() {
  const client = useQueryClient();
  const show = (queue: ArchiveQueue): void => {
    client.setQueryData(queryKeys.archiveQueue, queue);
  };
  return {
    update: useMutation({
      mutationFn: (settings: NewArchiveSettings) => call("archive.update", settings),
      onSuccess: (kept) => {
        client.setQueryData(queryKeys.archiveSettings, kept);
      },
    }),
    test: useMutation({
      mutationFn: (access: NonNullable<NewArchiveSettings["access"]>) =>
        call("archive.test", access),
    }),
    send: useMutation({
      mutationFn: (photoId: PhotoId) => call("archive.send", { photoIds: [photoId] }),
    }),
    retry: useMutation({
      mutationFn: (sequence: number) => call("archive.retry", { sequence }),
      onSuccess: show,
    }),
    remove: useMutation({
      mutationFn: (sequence: number) => call("archive.remove", { sequence }),
      onSuccess: show,
    }),
    forgetMisfiled: useMutation({
      mutationFn: (sequence: number) => call("archive.forgetMisfiled", { sequence }),
      onSuccess: show,
    }),
    pause: useMutation({
      mutationFn: (paused: boolean) => call("archive.pause", { paused }),
      onSuccess: show,
    }),
  };
}
