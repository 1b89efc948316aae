; The clinic's data are nobody's to delete in passing: they stay, and this says where.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    ${if} $LANGUAGE == 1031
      MessageBox MB_OK|MB_ICONINFORMATION "Lentigo ist entfernt. Die Daten der Praxis bleiben: für jede Person, die es benutzt hat, im Ordner %APPDATA%\Lentigo." /SD IDOK
    ${else}
      MessageBox MB_OK|MB_ICONINFORMATION "Lentigo is removed. The clinic's data stay: for each person who used it, in the folder %APPDATA%\Lentigo." /SD IDOK
    ${endIf}
  ${endIf}
!macroend
