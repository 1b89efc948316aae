import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { BackupInterval, BackupState } from "../../../electron/contract/backups";
import { call, on } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";

/** How the clinic's backups stand, kept fresh while one is made. */
export function useBackups() {
  const client = useQueryClient();
  useEffect(
    () =>
      on("backup.progress", ({ share }) => {
        if (share === null) void client.invalidateQueries({ queryKey: queryKeys.backups });
        else {
          client.setQueryData(queryKeys.backups, (state?: BackupState) =>
            state ? { ...state, progress: share } : state,
          );
        }
      }),
    [client],
  );
  return useQuery({
    queryKey: queryKeys.backups,
    queryFn: () => call("backups.state", {}),
    staleTime: 0,
  });
}

/** Those in the folder, as soon as its disk answers; asked for again when one was made. */
export function useBackupList({ folder, last }: BackupState) {
  return useQuery({
    queryKey: queryKeys.backupList(folder ?? "", last?.id ?? null),
    queryFn: () => call("backups.list", {}),
    enabled: folder !== null,
    staleTime: 0,
  });
}

/** What changes them; each answers with how they stand then. */
export function useBackupChanges() {
  const client = useQueryClient();
  const keep = {
    onSuccess: (state: BackupState) => {
      client.setQueryData(queryKeys.backups, state);
    },
  };
  return {
    chooseFolder: useMutation({ mutationFn: () => call("backups.chooseFolder", {}), ...keep }),
    make: useMutation({ mutationFn: () => call("backups.make", {}), ...keep }),
    setInterval: useMutation({
      mutationFn: (interval: BackupInterval) => call("backups.setInterval", { interval }),
      ...keep,
    }),
  };
}

/** How far a restore is, from 0 to 1; null before it has begun. */
export function useRestoreProgress(): number | null {
  const [share, setShare] = useState<number | null>(null);
  useEffect(
    () =>
      on("backup.progress", (progress) => {
        setShare(progress.share);
      }),
    [],
  );
  return share;
}
